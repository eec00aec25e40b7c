#define _GNU_SOURCE 1

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "CNCurses.h"

static bool is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

bool cn_use_utf8(void) {
    return is_utf8() || ((setlocale(LC_CTYPE, "C.UTF-8") || setlocale(LC_CTYPE, "en_US.UTF-8")) && is_utf8());
}

/// Whether the environment asks for UTF-8 by name.
static bool asks_for_utf8(void) {
    const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        if (value == NULL || *value == 0) continue;
        return strcasestr(value, "utf-8") != NULL || strcasestr(value, "utf8") != NULL;
    }
    return false;
}

bool cn_use_locale(void) {
    static bool used;
    if (used) return is_utf8();
    used = true;
    // The character encoding alone: numbers stay as programs read them.
    if (setlocale(LC_CTYPE, "") != NULL) return is_utf8();
    // A locale that this host lacks, as ssh brings it along: the terminal is as UTF-8 as its name says.
    return asks_for_utf8() && cn_use_utf8();
}

int cn_width(uint32_t code_point) { return wcwidth((wchar_t)code_point); }
