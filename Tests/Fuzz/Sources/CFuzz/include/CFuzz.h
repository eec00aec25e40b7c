#ifndef CFUZZ_H
#define CFUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Counts the bytes that are allocated from here on. */
void heap_meter_start(void);

/* The most that were allocated at once since the start, beyond what was at the start. */
size_t heap_meter_peak(void);

/* libFuzzer's own mutations; returns the new length. */
size_t LLVMFuzzerMutate(uint8_t *_Nonnull data, size_t size, size_t max_size);

#endif
