#include "CFuzz.h"

#include <stdatomic.h>

/* AddressSanitizer's runtime. */
int __sanitizer_install_malloc_and_free_hooks(
    void (*malloc_hook)(const volatile void *, size_t), void (*free_hook)(const volatile void *));
size_t __sanitizer_get_allocated_size(const volatile void *p);

static atomic_llong live;
static atomic_llong peak;

__attribute__((no_sanitize("address", "coverage"))) static void allocated(const volatile void *place, size_t size) {
    (void)place;
    const long long now = atomic_fetch_add_explicit(&live, (long long)size, memory_order_relaxed) + (long long)size;
    if (now > atomic_load_explicit(&peak, memory_order_relaxed)) {
        atomic_store_explicit(&peak, now, memory_order_relaxed);
    }
}

__attribute__((no_sanitize("address", "coverage"))) static void freed(const volatile void *place) {
    if (place != NULL) {
        atomic_fetch_sub_explicit(&live, (long long)__sanitizer_get_allocated_size(place), memory_order_relaxed);
    }
}

void heap_meter_start(void) {
    static atomic_int is_installed;
    if (!atomic_exchange(&is_installed, 1)) { __sanitizer_install_malloc_and_free_hooks(allocated, freed); }
    atomic_store(&live, 0);
    atomic_store(&peak, 0);
}

size_t heap_meter_peak(void) { return (size_t)atomic_load(&peak); }
