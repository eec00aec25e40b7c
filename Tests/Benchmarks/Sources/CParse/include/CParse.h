/* What simdjson's own document model takes to parse a file's bytes: the measure of the readers. */
#ifndef CPARSE_H
#define CPARSE_H

#ifdef __cplusplus
extern "C" {
#endif

/* Seconds of processor time for one dom::parser::parse of a file that is loaded already; negative where it cannot be parsed. */
double parse_seconds(const char *_Nonnull path);

/* Seconds of processor time that the process has used. */
double processor_seconds(void);

/* The most physical memory that the program ever held, in bytes; negative where the system does not tell. */
long peak_bytes(void);

#ifdef __cplusplus
}
#endif

#endif
