#include "CSimdJSON.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
/* No function that throws is even declared. */
#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>

using simdjson::error_code;

struct simdjson_door {
    simdjson::dom::parser parser{simdjson::SIMDJSON_MAXSIZE_BYTES};
    simdjson::dom::document document;
    simdjson::dom::document_stream stream;
    simdjson::dom::document_stream::iterator position;
    bool has_begun = false;
};

static simdjson_status status_of(error_code error) {
    switch (error) {
    case simdjson::SUCCESS:
        return SIMDJSON_OK;
    case simdjson::EMPTY:
        return SIMDJSON_EMPTY;
    case simdjson::CAPACITY:
        return SIMDJSON_TOO_LARGE;
    case simdjson::MEMALLOC:
        return SIMDJSON_NO_MEMORY;
    case simdjson::DEPTH_ERROR:
        return SIMDJSON_TOO_DEEP;
    case simdjson::STRING_ERROR:
    case simdjson::UNESCAPED_CHARS:
        return SIMDJSON_BAD_STRING;
    case simdjson::NUMBER_ERROR:
    case simdjson::NUMBER_OUT_OF_RANGE:
        return SIMDJSON_BAD_NUMBER;
    case simdjson::UTF8_ERROR:
        return SIMDJSON_BAD_UTF8;
    case simdjson::UNCLOSED_STRING:
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
        return SIMDJSON_CUT_OFF;
    default:
        return SIMDJSON_SYNTAX;
    }
}

size_t simdjson_door_padding(void) { return simdjson::SIMDJSON_PADDING; }

simdjson_door *simdjson_door_new(void) { return new (std::nothrow) simdjson_door; }

void simdjson_door_free(simdjson_door *door) { delete door; }

simdjson_status simdjson_door_parse(simdjson_door *door, const uint8_t *bytes, size_t length, simdjson_tape *tape) {
    *tape = {nullptr, nullptr};
    /* Parts of a listing are of about one length: some room more, so that the next one needs no new memory. What fails here is
       told by the parse. */
    const size_t roomy = length + length / 16;
    if (door->parser.capacity() < length && roomy <= simdjson::SIMDJSON_MAXSIZE_BYTES) {
        if (door->document.allocate(roomy) == simdjson::SUCCESS) { (void)door->parser.allocate(roomy); }
    }
    const error_code error = door->parser.parse_into_document(door->document, bytes, length, false).error();
    if (error == simdjson::SUCCESS) { *tape = {door->document.tape.get(), door->document.string_buf.get()}; }
    return status_of(error);
}

simdjson_status simdjson_door_stream(simdjson_door *door, const uint8_t *bytes, size_t length) {
    door->has_begun = false;
    const size_t batch = std::max(length, simdjson::dom::MINIMAL_BATCH_SIZE);
    return status_of(door->parser.parse_many(bytes, length, batch).get(door->stream));
}

simdjson_status simdjson_door_next(simdjson_door *door, simdjson_tape *tape, size_t *offset) {
    *tape = {nullptr, nullptr};
    if (door->has_begun) {
        ++door->position;
    } else {
        door->position = door->stream.begin();
        door->has_begun = true;
    }
    if (!(door->position != door->stream.end())) {
        return door->stream.truncated_bytes() == 0 ? SIMDJSON_END : SIMDJSON_CUT_OFF;
    }
    *offset = door->position.current_index();
    const error_code error = (*door->position).error();
    if (error == simdjson::SUCCESS) { *tape = {door->parser.doc.tape.get(), door->parser.doc.string_buf.get()}; }
    return status_of(error);
}

int64_t simdjson_door_find_last(const uint8_t *bytes, size_t length, const uint8_t *wanted, size_t wanted_length) {
    if (wanted_length == 0 || wanted_length > length) return -1;
    /* Borders begin with a line's end, of which there are few. */
    size_t end = length - wanted_length + 1;
    while (end > 0) {
        const void *found = memrchr(bytes, wanted[0], end);
        if (found == nullptr) return -1;
        const size_t place = static_cast<size_t>(static_cast<const uint8_t *>(found) - bytes);
        if (memcmp(bytes + place, wanted, wanted_length) == 0) return static_cast<int64_t>(place);
        end = place;
    }
    return -1;
}

int64_t simdjson_door_walk(simdjson_walk *walk, const uint8_t *bytes, size_t length, int32_t depth) {
    int64_t border = -1;
    int32_t open = walk->depth;
    bool in_string = walk->in_string != 0, is_escaped = walk->is_escaped != 0;
    for (size_t place = 0; place < length; place++) {
        const uint8_t byte = bytes[place];
        if (in_string) {
            if (is_escaped) {
                is_escaped = false;
            } else if (byte == '\\') {
                is_escaped = true;
            } else if (byte == '"') {
                in_string = false;
            }
            continue;
        }
        switch (byte) {
        case '"':
            in_string = true;
            break;
        case '{':
        case '[':
            open++;
            break;
        case ']':
            open--;
            break;
        case '}':
            if (--open == depth) border = static_cast<int64_t>(place) + 1;
            break;
        default:
            break;
        }
    }
    *walk = {open, static_cast<uint8_t>(in_string), static_cast<uint8_t>(is_escaped)};
    return border;
}

namespace {

using simdjson::ondemand::json_type;

/* On-Demand parsing does not guard its depth in every build; the document model's own limit is 1024. */
constexpr int deepest = 1000;

/* Reads every value below an array, an object or a document; simdjson notices what is wrong on the way. */
template <class Value> error_code visit(Value &&value, int depth) {
    if (depth > deepest) { return simdjson::DEPTH_ERROR; }
    json_type type;
    if (const error_code error = value.type().get(type)) { return error; }
    switch (type) {
    case json_type::array: {
        simdjson::ondemand::array array;
        if (const error_code error = value.get_array().get(array)) { return error; }
        for (auto element : array) {
            simdjson::ondemand::value child;
            if (const error_code error = element.get(child)) { return error; }
            if (const error_code error = visit(child, depth + 1)) { return error; }
        }
        return simdjson::SUCCESS;
    }
    case json_type::object: {
        simdjson::ondemand::object object;
        if (const error_code error = value.get_object().get(object)) { return error; }
        for (auto field : object) {
            std::string_view key;
            if (const error_code error = field.unescaped_key().get(key)) { return error; }
            simdjson::ondemand::value child;
            if (const error_code error = field.value().get(child)) { return error; }
            if (const error_code error = visit(child, depth + 1)) { return error; }
        }
        return simdjson::SUCCESS;
    }
    case json_type::number:
        return value.get_double().error();
    case json_type::string:
        return value.get_string().error();
    case json_type::boolean:
        return value.get_bool().error();
    case json_type::null: {
        bool is_null = false;
        if (const error_code error = value.is_null().get(is_null)) { return error; }
        return is_null ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR;
    }
    }
    return simdjson::TAPE_ERROR;
}

} // namespace

int64_t simdjson_door_locate(const uint8_t *bytes, size_t length) {
    const char *text = reinterpret_cast<const char *>(bytes);
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document;
    const simdjson::padded_string_view view(text, length, length + simdjson::SIMDJSON_PADDING);
    if (parser.iterate(view).get(document)) { return -1; }
    const error_code error = visit(document, 0);
    /* Seen before anything is read: the last bracket is not the first one's. */
    if (error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT) { return int64_t(length); }
    const bool has_failed = error != simdjson::SUCCESS;
    const char *place = nullptr;
    if (document.current_location().get(place)) { return has_failed ? int64_t(length) : -1; }
    return place < text || place > text + length ? -1 : place - text;
}
