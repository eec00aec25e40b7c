// The door to ncursesw: what Swift cannot see of it (macros, variadic functions, its global variables), and the one piece
// of state that a signal handler needs to give the terminal back. One screen at a time, used from one thread; only
// cn_wake may be called from another.

#ifndef CNCURSES_H
#define CNCURSES_H

#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

// Opening and closing (screen.c).

typedef enum cn_opened {
    CN_OPENED = 0,
    CN_UNKNOWN_TERMINAL,       // no description of that name
    CN_NO_DESCRIPTIONS,        // no terminfo database at all
    CN_CANNOT_ADDRESS_CURSOR,  // a description without cup or clear
    CN_ALREADY_OPEN,
    CN_REFUSED,
} cn_opened;

/// Takes over the terminal on standard output; keys are read from input.
cn_opened cn_open(const char *terminal, int input, bool bracketed_paste);
/// Gives the terminal back; harmless when nothing is open. Also runs at exit.
void cn_close(void);
/// Gives the terminal back, stops the process as Ctrl-Z does, and takes the terminal again when it is continued.
void cn_stop(void);
/// Takes the terminal again after somebody else stopped the process.
void cn_retake(void);

int cn_columns(void);
int cn_rows(void);
/// Asks for the terminal's size and takes it; whether it differs from before.
bool cn_resize(void);

/// The bytes a key sends by the open terminal's description, NULL where it has none.
const char *cn_key_bytes(const char *capability);

/// Has the terminal send what the mouse does, or no longer.
void cn_use_mouse(bool on);
/// Sends bytes past curses; they must leave the screen as it is.
void cn_send(const uint8_t *bytes, size_t length);

// Drawing (screen.c).

enum { CN_BOLD = 1, CN_DIM = 2, CN_REVERSE = 4, CN_UNDERLINE = 8 };

/// How many colours there are once colours are on; 0 where there are none.
int cn_start_colors(void);
/// Makes a pair of a foreground and the terminal's own background.
void cn_define_color(short pair, short foreground);
/// Which of the attributes above the terminal has.
int cn_attributes(void);

/// Puts one character with its combining marks (count code points).
void cn_put(int row, int column, const wchar_t *text, size_t count, int attributes, short pair);
void cn_erase(void);
void cn_show_cursor(int row, int column);
void cn_hide_cursor(void);
/// The next update draws everything, whatever the terminal is thought to show.
void cn_forget_contents(void);
void cn_update(void);

// Input and signals (input.c).

enum { CN_INPUT = 1, CN_HANGUP = 2, CN_NOTICE = 4 };
enum { CN_RESIZED = 1, CN_CONTINUED = 2, CN_STOP_ASKED = 4, CN_WOKEN = 8 };

/// Waits for input or a notice, at most so many milliseconds (-1: without end); 0 when nothing came.
int cn_wait(int milliseconds);
/// Reads what has come: the number of bytes, 0 when there is nothing now, -1 when nothing will come any more.
ptrdiff_t cn_read(uint8_t *bytes, size_t capacity);
/// The notices since the last call, each once.
int cn_take_notices(void);
/// Ends a cn_wait early, from any thread.
void cn_wake(void);

// Characters (locale.c).

/// Takes the character encoding from the environment; whether it is UTF-8.
bool cn_use_locale(void);
/// Uses UTF-8 whatever the environment says; whether that could be had.
bool cn_use_utf8(void);
/// The columns that a code point takes, -1 when it cannot be shown.
int cn_width(uint32_t code_point);

#endif
