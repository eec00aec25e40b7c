#include "CParse.h"

#include <cstdio>
#include <ctime>
#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>

double processor_seconds(void) {
    timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

double parse_seconds(const char *path) {
    simdjson::padded_string bytes;
    if (simdjson::padded_string::load(path).get(bytes)) { return -1; }
    simdjson::dom::parser parser;
    const double before = processor_seconds();
    const simdjson::error_code error = parser.parse(bytes).error();
    return error == simdjson::SUCCESS ? processor_seconds() - before : -1;
}

/* Not getrusage: there a program that was started has the peak of the one that started it. */
long peak_bytes(void) {
    std::FILE *file = std::fopen("/proc/self/status", "r");
    if (file == nullptr) { return -1; }
    char line[256];
    long kilobytes = -1;
    while (kilobytes < 0 && std::fgets(line, sizeof line, file) != nullptr) { std::sscanf(line, "VmHWM: %ld", &kilobytes); }
    std::fclose(file);
    return kilobytes < 0 ? -1 : kilobytes * 1024;
}
