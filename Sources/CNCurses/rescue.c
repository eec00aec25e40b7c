#define _GNU_SOURCE 1

#include "rescue.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include "CNCurses.h"

// Everything here that a handler runs uses async-signal-safe calls alone.

static const int ending_signals[] = {
    SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU,
    SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS,
};
static const int noticed_signals[] = {SIGWINCH, SIGCONT, SIGTSTP, SIGPIPE};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define ENDING COUNT(ending_signals)
#define NOTICED COUNT(noticed_signals)

static int terminal = -1;
static bool settings_known;
static struct termios settings;
static char leaving[256];
static volatile size_t leaving_length;
static volatile sig_atomic_t armed;
static bool installed;
static struct sigaction before_ending[ENDING];
static struct sigaction before_noticed[NOTICED];
static pthread_t owner;
static bool owner_is_main;
static int real_errors = -1;
static int collected_errors = -1;

// Standard error.

static void collect_errors(void) {
    if (!isatty(STDERR_FILENO)) return;
    collected_errors = memfd_create("standard-error", MFD_CLOEXEC);
    if (collected_errors < 0) return;
    real_errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (real_errors < 0 || dup2(collected_errors, STDERR_FILENO) < 0) {
        if (real_errors >= 0) close(real_errors);
        close(collected_errors);
        real_errors = collected_errors = -1;
    }
}

/// Shows what control characters stand for nothing on a terminal as question marks.
static void disarm(unsigned char *bytes, ssize_t count, unsigned char previous) {
    for (ssize_t i = 0; i < count; i++) {
        unsigned char byte = bytes[i];
        bool control = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f;
        if (control || (previous == 0xc2 && byte >= 0x80 && byte < 0xa0)) bytes[i] = '?';
        previous = byte;
    }
}

static void return_errors(void) {
    if (real_errors < 0) return;
    dup2(real_errors, STDERR_FILENO);
    unsigned char bytes[512];
    unsigned char previous = 0;
    off_t offset = 0;
    ssize_t count;
    while ((count = pread(collected_errors, bytes, sizeof bytes, offset)) > 0) {
        unsigned char last = bytes[count - 1];
        disarm(bytes, count, previous);
        previous = last;
        if (write(STDERR_FILENO, bytes, (size_t)count) < 0) break;
        offset += count;
    }
    close(real_errors);
    close(collected_errors);
    real_errors = collected_errors = -1;
}

// Giving the terminal back.

void rescue_send(const char *bytes, size_t length) {
    while (length > 0) {
        struct pollfd ready = {.fd = terminal, .events = POLLOUT};
        int answer = poll(&ready, 1, 250);
        if (answer < 0 && errno == EINTR) continue;
        if (answer <= 0 || !(ready.revents & POLLOUT)) return;
        ssize_t sent = write(terminal, bytes, length);
        if (sent < 0 && errno != EINTR && errno != EAGAIN) return;
        if (sent > 0) {
            bytes += sent;
            length -= (size_t)sent;
        }
    }
}

static bool in_foreground(void) {
    pid_t group = tcgetpgrp(terminal);
    return group < 0 || group == getpgrp();
}

static void leave_at_once(void) {
    if (armed) {
        armed = 0;
        if (in_foreground()) {
            // Ctrl-S may have halted it; what it halted goes on only after a halt of our own.
            tcflow(terminal, TCOOFF);
            tcflow(terminal, TCOON);
            rescue_send(leaving, leaving_length);
            if (settings_known) tcsetattr(terminal, TCSANOW, &settings);
        }
    }
    return_errors();
}

static bool repeats_itself(int number, const siginfo_t *info) {
    bool fault = number == SIGSEGV || number == SIGBUS || number == SIGILL || number == SIGFPE;
    return fault && info != NULL && info->si_code > 0;
}

static void on_ending(int number, siginfo_t *info, void *context) {
    (void)context;
    int saved = errno;
    bool asked = info == NULL || info->si_code <= 0 || number == SIGINT || number == SIGQUIT || number == SIGHUP;
    if (asked && number != SIGABRT && owner_is_main && !pthread_equal(pthread_self(), owner)) {
        // The owner may be in the midst of a write: it leaves itself, so that the two do not mix.
        pthread_kill(owner, number);
        errno = saved;
        return;
    }
    leave_at_once();
    for (size_t i = 0; i < ENDING; i++) {
        if (ending_signals[i] == number) sigaction(number, &before_ending[i], NULL);
    }
    // A fault happens again on return, and whoever handled it before us finds it where it was. Everything else is sent again.
    if (!repeats_itself(number, info)) raise(number);
    errno = saved;
}

static void on_noticed(int number) {
    int saved = errno;
    switch (number) {
    case SIGWINCH: notice_leave(CN_RESIZED); break;
    case SIGCONT: notice_leave(CN_CONTINUED); break;
    case SIGTSTP: notice_leave(CN_STOP_ASKED); break;
    default: break;  // SIGPIPE: a handler, not SIG_IGN, which programs started from here would inherit
    }
    errno = saved;
}

// Arming.

static void use_alternate_stack(void) {
    static char stack[64 * 1024];
    stack_t found;
    if (sigaltstack(NULL, &found) == 0 && !(found.ss_flags & SS_DISABLE)) return;
    stack_t ours = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&ours, NULL);
}

static void install(int number, struct sigaction action, struct sigaction *before) {
    if (sigaction(number, NULL, before) != 0) return;
    // What was ignored when the program started (nohup) stays ignored.
    bool ignored = !(before->sa_flags & SA_SIGINFO) && before->sa_handler == SIG_IGN;
    if (!ignored) sigaction(number, &action, NULL);
}

void rescue_prepare(int descriptor) {
    terminal = descriptor;
    settings_known = tcgetattr(terminal, &settings) == 0;
    owner = pthread_self();
    owner_is_main = gettid() == getpid();
    collect_errors();
}

void rescue_install(void) {
    use_alternate_stack();
    struct sigaction ending = {.sa_sigaction = on_ending, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART};
    sigfillset(&ending.sa_mask);
    struct sigaction noticed = {.sa_handler = on_noticed, .sa_flags = SA_ONSTACK | SA_RESTART};
    sigemptyset(&noticed.sa_mask);
    for (size_t i = 0; i < ENDING; i++) install(ending_signals[i], ending, &before_ending[i]);
    for (size_t i = 0; i < NOTICED; i++) install(noticed_signals[i], noticed, &before_noticed[i]);
    installed = true;
}

void rescue_set_leaving(const char *bytes, size_t length) {
    if (length > sizeof leaving) return;
    leaving_length = 0;
    memcpy(leaving, bytes, length);
    leaving_length = length;
}

void rescue_arm(bool now) { armed = now; }

void rescue_stop(void) {
    struct sigaction usual = {.sa_handler = SIG_DFL};
    struct sigaction ours;
    sigemptyset(&usual.sa_mask);
    sigaction(SIGTSTP, &usual, &ours);
    raise(SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
}

void rescue_finish(void) {
    armed = 0;
    if (settings_known) tcsetattr(terminal, TCSADRAIN, &settings);
    return_errors();
    if (installed) {
        for (size_t i = 0; i < ENDING; i++) sigaction(ending_signals[i], &before_ending[i], NULL);
        for (size_t i = 0; i < NOTICED; i++) sigaction(noticed_signals[i], &before_noticed[i], NULL);
        installed = false;
    }
}
