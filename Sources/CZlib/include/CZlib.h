/* The door to zlib (https://zlib.net, Debian's zlib1g-dev): packed bytes in, plain bytes out, a piece at a time.
 *
 * gzip data of several members, one after the other, is one stream, as gzip itself reads it; zeros behind the last are padding. */
#ifndef CZLIB_H
#define CZLIB_H

#include <stddef.h>
#include <stdint.h>

/* A stream that is being unpacked. */
typedef struct zlib_door zlib_door;

/* What a step came to. */
typedef enum {
    ZLIB_MORE = 0,    /* all input is used up, or all room for output: give more */
    ZLIB_END = 1,     /* a member ended; whether the stream does is known when there is no more input */
    ZLIB_DAMAGED = 2,
    ZLIB_NO_MEMORY = 3,
    ZLIB_TRAILING = 4 /* behind the last member stands something that is none */
} zlib_status;

/* A stream; NULL without memory. */
zlib_door *_Nullable zlib_open(void);

/* Gives it its next input, which must stay where it is until it is used up. */
void zlib_feed(zlib_door *_Nonnull door, const uint8_t *_Nonnull bytes, size_t count);

/* Bytes of the input that are not used yet. */
size_t zlib_left(const zlib_door *_Nonnull door);

/* Whether a member has begun and not ended. */
int zlib_within(const zlib_door *_Nonnull door);

/* Unpacks into a room; says how many bytes were written. */
zlib_status zlib_step(zlib_door *_Nonnull door, uint8_t *_Nonnull room, size_t size, size_t *_Nonnull written);

/* Gives its memory back. */
void zlib_close(zlib_door *_Nonnull door);

#endif
