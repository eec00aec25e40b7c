/* The door to simdjson (https://simdjson.org, Debian's libsimdjson-dev): bytes in, simdjson's own tape out.
 *
 * The tape is simdjson's documented form of a parsed document, 64-bit words with the type in the upper 8 bits
 * (https://github.com/simdjson/simdjson/blob/master/doc/tape.md). Walking it is a few shifts a value, so that is done here,
 * inline, and nothing is called or allocated for an access. No C++ exception comes through. */
#ifndef CSIMDJSON_H
#define CSIMDJSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A parser and the document that it parsed last. */
typedef struct simdjson_door simdjson_door;

/* A parsed document: valid until its parser parses the next one or is freed. */
typedef struct {
    const uint64_t *_Nullable tape;
    const uint8_t *_Nullable strings;
} simdjson_tape;

/* Why a parse failed, as far as callers tell the reasons apart. */
typedef enum {
    SIMDJSON_OK = 0,
    SIMDJSON_END = 1,         /* no further document in the stream */
    SIMDJSON_EMPTY = 2,       /* nothing but white space */
    SIMDJSON_SYNTAX = 3,      /* no JSON */
    SIMDJSON_CUT_OFF = 4,     /* ends in the middle of a value */
    SIMDJSON_TOO_DEEP = 5,    /* nested deeper than 1024 */
    SIMDJSON_TOO_LARGE = 6,   /* more than 4 GB */
    SIMDJSON_NO_MEMORY = 7,
    SIMDJSON_BAD_STRING = 8,  /* a bad escape or a control character in a string */
    SIMDJSON_BAD_NUMBER = 9,  /* no number, or one that fits neither 64 bits nor a double */
    SIMDJSON_BAD_UTF8 = 10
} simdjson_status;

/* Bytes that must be readable after the last byte of an input. */
size_t simdjson_door_padding(void);

simdjson_door *_Nullable simdjson_door_new(void);
void simdjson_door_free(simdjson_door *_Nullable door);

/* Parses one document. `bytes` must be readable for `length` plus the padding. */
simdjson_status simdjson_door_parse(
    simdjson_door *_Nonnull door, const uint8_t *_Nonnull bytes, size_t length, simdjson_tape *_Nonnull tape);

/* Begins a stream of documents that stand in a row, with or without white space between them; the bytes must stay as they are
 * until the stream has ended. */
simdjson_status simdjson_door_stream(simdjson_door *_Nonnull door, const uint8_t *_Nonnull bytes, size_t length);

/* The next document of the stream and where it begins. SIMDJSON_END after the last. */
simdjson_status simdjson_door_next(simdjson_door *_Nonnull door, simdjson_tape *_Nonnull tape, size_t *_Nonnull offset);

/* Where a document stops being JSON: the offset of the value or the token that is wrong, the length when it ends too early, -1 when
 * that cannot be told. */
int64_t simdjson_door_locate(const uint8_t *_Nonnull bytes, size_t length);

/* Where some bytes last stand in others; -1 when they do not. Quick where the first of them is rare. Swift does not see memrchr(3). */
int64_t simdjson_door_find_last(
    const uint8_t *_Nonnull bytes, size_t length, const uint8_t *_Nonnull wanted, size_t wanted_length);

/* Where a walk through the text of JSON is, piece by piece; zero at its beginning. */
typedef struct {
    int32_t depth;     /* how many braces and brackets are open */
    uint8_t in_string;
    uint8_t is_escaped;
} simdjson_walk;

/* Walks on over bytes that follow those before; the offset behind the last brace that closed a value which stands `depth` deep, -1
 * where none did. Nothing is parsed. */
int64_t simdjson_door_walk(simdjson_walk *_Nonnull walk, const uint8_t *_Nonnull bytes, size_t length, int32_t depth);

/* The type of the word at an index: one of { } [ ] " l u d t f n r, see the tape's documentation. */
static inline uint8_t simdjson_tape_type(const uint64_t *_Nonnull tape, size_t index) { return (uint8_t)(tape[index] >> 56); }

/* What a word carries beside its type. */
static inline uint64_t simdjson_tape_payload(const uint64_t *_Nonnull tape, size_t index) {
    return tape[index] & 0x00FFFFFFFFFFFFFFull;
}

/* The index after the value at an index. */
static inline size_t simdjson_tape_after(const uint64_t *_Nonnull tape, size_t index) {
    switch (simdjson_tape_type(tape, index)) {
    case '{':
    case '[':
        return (uint32_t)tape[index];
    case 'l':
    case 'u':
    case 'd':
        return index + 2;
    default:
        return index + 1;
    }
}

/* The bytes of the string at an index; a NUL follows them. */
static inline const uint8_t *_Nonnull simdjson_tape_string(simdjson_tape tape, size_t index, uint32_t *_Nonnull length) {
    const uint8_t *start = tape.strings + simdjson_tape_payload(tape.tape, index);
    __builtin_memcpy(length, start, sizeof *length);
    return start + sizeof *length;
}

/* The number at an index of type d. */
static inline double simdjson_tape_double(const uint64_t *_Nonnull tape, size_t index) {
    double value;
    __builtin_memcpy(&value, &tape[index + 1], sizeof value);
    return value;
}

#ifdef __cplusplus
}
#endif

#endif
