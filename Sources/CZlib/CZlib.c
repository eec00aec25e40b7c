#include "CZlib.h"

#include <stdlib.h>
#include <zlib.h>

struct zlib_door {
    z_stream stream;
    int within;     /* a member has begun */
    int has_ended;  /* one has ended, the next has not begun */
};

zlib_door *zlib_open(void) {
    zlib_door *door = calloc(1, sizeof *door);
    if (door == NULL) return NULL;
    /* 16: gzip alone; 15: the largest window. */
    if (inflateInit2(&door->stream, 15 + 16) != Z_OK) {
        free(door);
        return NULL;
    }
    return door;
}

void zlib_feed(zlib_door *door, const uint8_t *bytes, size_t count) {
    door->stream.next_in = (Bytef *)bytes;
    door->stream.avail_in = (uInt)count;
}

size_t zlib_left(const zlib_door *door) { return door->stream.avail_in; }

int zlib_within(const zlib_door *door) { return door->within; }

zlib_status zlib_step(zlib_door *door, uint8_t *room, size_t size, size_t *written) {
    *written = 0;
    if (door->has_ended) {
        while (door->stream.avail_in > 0 && *door->stream.next_in == 0) {
            door->stream.next_in++;
            door->stream.avail_in--;
        }
        if (door->stream.avail_in == 0) return ZLIB_MORE;
        if (*door->stream.next_in != 0x1f) return ZLIB_TRAILING;
        if (inflateReset(&door->stream) != Z_OK) return ZLIB_DAMAGED;
        door->has_ended = 0;
    }
    if (door->stream.avail_in > 0) door->within = 1;
    door->stream.next_out = room;
    door->stream.avail_out = (uInt)size;
    int status = inflate(&door->stream, Z_NO_FLUSH);
    *written = size - door->stream.avail_out;
    switch (status) {
    case Z_STREAM_END:
        door->within = 0;
        door->has_ended = 1;
        return ZLIB_END;
    case Z_OK:
    case Z_BUF_ERROR:
        return ZLIB_MORE;
    case Z_MEM_ERROR:
        return ZLIB_NO_MEMORY;
    default:
        return ZLIB_DAMAGED;
    }
}

void zlib_close(zlib_door *door) {
    inflateEnd(&door->stream);
    free(door);
}
