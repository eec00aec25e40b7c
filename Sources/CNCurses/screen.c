#include "CNCurses.h"

#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

#include "rescue.h"

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
// Presses and the wheel, told in numbers (SGR), so that no column is out of reach.
#define MOUSE_ON "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"

static SCREEN *screen;
static pid_t owner_process;
static bool pastes;
static bool mouse;
static char entering[64];
static size_t entering_length;

// What is sent past curses: key modes, which curses would switch only when it reads the keys itself, and the way out.

/// Adds a string of the terminal's description, its padding left out.
static void append(char *buffer, size_t capacity, size_t *length, const char *text) {
    if (text == NULL || text == (const char *)-1) return;
    for (; *text; text++) {
        if (text[0] == '$' && text[1] == '<') {
            const char *end = strchr(text, '>');
            if (end != NULL) {
                text = end;
                continue;
            }
        }
        if (*length < capacity) buffer[(*length)++] = *text;
    }
}

static void tell_rescue(void) {
    char bytes[256];
    size_t length = 0;
    append(bytes, sizeof bytes, &length, exit_attribute_mode);
    append(bytes, sizeof bytes, &length, orig_pair);
    if (pastes) append(bytes, sizeof bytes, &length, PASTE_OFF);
    if (mouse) append(bytes, sizeof bytes, &length, MOUSE_OFF);
    append(bytes, sizeof bytes, &length, keypad_local);
    append(bytes, sizeof bytes, &length, cursor_normal);
    // The last row, for a terminal without a second screen; the one with it puts the cursor back.
    append(bytes, sizeof bytes, &length, tiparm(cursor_address, LINES - 1, 0));
    append(bytes, sizeof bytes, &length, exit_ca_mode != NULL ? exit_ca_mode : "\r\n");
    rescue_set_leaving(bytes, length);
}

static void enter_key_modes(void) {
    entering_length = 0;
    append(entering, sizeof entering, &entering_length, keypad_xmit);
    if (pastes) append(entering, sizeof entering, &entering_length, PASTE_ON);
    if (mouse) append(entering, sizeof entering, &entering_length, MOUSE_ON);
    rescue_send(entering, entering_length);
}

static void leave_key_modes(void) {
    char bytes[64];
    size_t length = 0;
    if (pastes) append(bytes, sizeof bytes, &length, PASTE_OFF);
    if (mouse) append(bytes, sizeof bytes, &length, MOUSE_OFF);
    append(bytes, sizeof bytes, &length, keypad_local);
    rescue_send(bytes, length);
}

void cn_use_mouse(bool on) {
    if (screen == NULL || on == mouse) return;
    mouse = on;
    tell_rescue();
    if (on) {
        rescue_send(MOUSE_ON, sizeof MOUSE_ON - 1);
    } else {
        rescue_send(MOUSE_OFF, sizeof MOUSE_OFF - 1);
    }
}

void cn_send(const uint8_t *bytes, size_t length) {
    if (screen != NULL) rescue_send((const char *)bytes, length);
}

// Opening and closing.

static cn_opened look_up(const char *name) {
    int error = 0;
    if (setupterm(name, STDOUT_FILENO, &error) != OK) {
        return error < 0 ? CN_NO_DESCRIPTIONS : error == 0 ? CN_UNKNOWN_TERMINAL : CN_CANNOT_ADDRESS_CURSOR;
    }
    bool able = cursor_address != NULL && clear_screen != NULL;
    del_curterm(cur_term);
    return able ? CN_OPENED : CN_CANNOT_ADDRESS_CURSOR;
}

/// Ctrl-S is a key: halted until Ctrl-Q a screen looks dead. What the terminal had comes back with its other modes.
static void no_flow_control(void) {
    struct termios modes;
    if (tcgetattr(STDOUT_FILENO, &modes) != 0) return;
    modes.c_iflag &= ~(tcflag_t)IXON;
    if (tcsetattr(STDOUT_FILENO, TCSANOW, &modes) == 0) def_prog_mode();
}

static void close_at_exit(void) {
    if (getpid() == owner_process) cn_close();
}

cn_opened cn_open(const char *name, int input, bool bracketed_paste) {
    if (screen != NULL) return CN_ALREADY_OPEN;
    cn_opened found = look_up(name);
    if (found != CN_OPENED) return found;
    if (!notice_open()) return CN_REFUSED;
    fflush(stdout);
    rescue_prepare(STDOUT_FILENO);
    rescue_install();
    screen = newterm(name, stdout, stdin);
    if (screen == NULL) {
        rescue_finish();
        return CN_REFUSED;
    }
    pastes = bracketed_paste;
    mouse = false;
    tell_rescue();
    rescue_arm(true);
    if (owner_process == 0) atexit(close_at_exit);
    owner_process = getpid();
    input_use(input);
    cbreak();
    noecho();
    no_flow_control();
    nonl();
    typeahead(-1);
    scrollok(stdscr, FALSE);
    cn_hide_cursor();
    cn_resize();
    enter_key_modes();
    return CN_OPENED;
}

void cn_close(void) {
    if (screen == NULL) return;
    SCREEN *closing = screen;
    screen = NULL;
    leave_key_modes();
    endwin();
    rescue_finish();
    delscreen(closing);
}

/// After endwin: the modes come back now, the screen with the next update.
static void take_again(void) {
    reset_prog_mode();
    rescue_arm(true);
    enter_key_modes();
    cn_forget_contents();
    notice_forget(CN_CONTINUED);
}

void cn_retake(void) {
    if (screen == NULL) return;
    reset_prog_mode();  // stops here while somebody else has the terminal
    endwin();
    take_again();
}

void cn_stop(void) {
    if (screen == NULL) return;
    leave_key_modes();
    endwin();
    rescue_arm(false);
    rescue_stop();
    take_again();
}

// Size.

int cn_columns(void) { return screen == NULL ? 0 : getmaxx(stdscr); }
int cn_rows(void) { return screen == NULL ? 0 : getmaxy(stdscr); }

bool cn_resize(void) {
    struct winsize size;
    if (screen == NULL || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return false;
    if (size.ws_row == 0 || size.ws_col == 0) return false;
    if (size.ws_row == cn_rows() && size.ws_col == cn_columns()) return false;
    resize_term(size.ws_row, size.ws_col);
    cn_forget_contents();
    tell_rescue();
    return true;
}

const char *cn_key_bytes(const char *capability) {
    const char *text = screen == NULL ? NULL : tigetstr(capability);
    return text == (const char *)-1 ? NULL : text;
}

// Drawing.

int cn_start_colors(void) {
    if (screen == NULL || !has_colors() || start_color() == ERR) return 0;
    use_default_colors();
    return COLORS;
}

void cn_define_color(short pair, short foreground) {
    if (init_pair(pair, foreground, -1) == ERR) init_pair(pair, foreground, COLOR_BLACK);
}

static const struct { int ours; attr_t theirs; } attribute_names[] = {
    {CN_BOLD, A_BOLD}, {CN_DIM, A_DIM}, {CN_REVERSE, A_REVERSE}, {CN_UNDERLINE, A_UNDERLINE},
};

int cn_attributes(void) {
    attr_t all = screen == NULL ? 0 : termattrs();
    int ours = 0;
    for (size_t i = 0; i < 4; i++) if (all & attribute_names[i].theirs) ours |= attribute_names[i].ours;
    return ours;
}

void cn_put(int row, int column, const wchar_t *text, size_t count, int attributes, short pair) {
    if (screen == NULL) return;
    wchar_t characters[CCHARW_MAX + 1] = {0};
    for (size_t i = 0; i < count && i < CCHARW_MAX; i++) characters[i] = text[i];
    attr_t all = A_NORMAL;
    for (size_t i = 0; i < 4; i++) if (attributes & attribute_names[i].ours) all |= attribute_names[i].theirs;
    cchar_t cell;
    if (setcchar(&cell, characters, all, pair, NULL) == OK) mvwadd_wch(stdscr, row, column, &cell);
}

void cn_erase(void) {
    if (screen != NULL) werase(stdscr);
}

void cn_show_cursor(int row, int column) {
    if (screen == NULL) return;
    leaveok(stdscr, FALSE);
    wmove(stdscr, row, column);
    curs_set(1);
}

void cn_hide_cursor(void) {
    if (screen == NULL) return;
    bool hidden = curs_set(0) != ERR;
    // A cursor that cannot be hidden rests in a corner; a hidden one may stay where drawing left it.
    leaveok(stdscr, hidden);
    if (!hidden) wmove(stdscr, getmaxy(stdscr) - 1, getmaxx(stdscr) - 1);
}

void cn_forget_contents(void) {
    if (screen != NULL) clearok(curscr, TRUE);
}

void cn_update(void) {
    if (screen == NULL) return;
    wnoutrefresh(stdscr);
    doupdate();
}
