// What must hold whatever happens: a terminal that was taken is given back. Private to the C target.

#ifndef CNCURSES_RESCUE_H
#define CNCURSES_RESCUE_H

#include <stdbool.h>
#include <stddef.h>

/// Remembers the settings of the terminal and collects standard error while the screen is up.
void rescue_prepare(int terminal);
/// Handlers for every signal that ends or stops the program; before curses, which leaves handlers that it finds alone.
void rescue_install(void);
/// What to send on the way out; may be told again, after a resize.
void rescue_set_leaving(const char *bytes, size_t length);
/// From now on (or no longer) a signal gives the terminal back.
void rescue_arm(bool armed);
/// Stops the process as the terminal's stop key does by default; returns when it is continued.
void rescue_stop(void);
/// Puts the settings and standard error back as they were found, and the handlers too.
void rescue_finish(void);
/// Sends bytes to the terminal, past curses; gives up when the terminal takes none.
void rescue_send(const char *bytes, size_t length);

/// Whether the pipe that notices come through is there.
bool notice_open(void);
/// Leaves a notice (CN_RESIZED, ...) for cn_take_notices; may be called in a signal handler.
void notice_leave(int notice);
/// Takes a notice back.
void notice_forget(int notice);
/// Where cn_wait and cn_read find keys.
void input_use(int descriptor);

#endif
