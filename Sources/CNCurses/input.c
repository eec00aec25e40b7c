#define _GNU_SOURCE 1

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <unistd.h>

#include "CNCurses.h"
#include "rescue.h"

static int input = -1;
// Made once and never closed: another thread may wake us at any time.
static int notice_pipe[2] = {-1, -1};
static atomic_int notices;

bool notice_open(void) {
    if (notice_pipe[0] >= 0) return true;
    return pipe2(notice_pipe, O_NONBLOCK | O_CLOEXEC) == 0;
}

void notice_leave(int notice) {
    // A full pipe is read soon enough: one byte says as much as many.
    if (atomic_fetch_or(&notices, notice) & notice) return;
    ssize_t sent = write(notice_pipe[1], "", 1);
    (void)sent;
}

void notice_forget(int notice) { atomic_fetch_and(&notices, ~notice); }

void input_use(int descriptor) {
    input = descriptor;
    atomic_store(&notices, 0);
}

int cn_take_notices(void) {
    char bytes[64];
    while (read(notice_pipe[0], bytes, sizeof bytes) > 0) {}
    return atomic_exchange(&notices, 0);
}

void cn_wake(void) {
    if (notice_pipe[1] >= 0) notice_leave(CN_WOKEN);
}

int cn_wait(int milliseconds) {
    struct pollfd sources[2] = {{.fd = input, .events = POLLIN}, {.fd = notice_pipe[0], .events = POLLIN}};
    if (poll(sources, 2, milliseconds) < 0) return errno == EINTR ? CN_NOTICE : CN_HANGUP;
    int found = 0;
    if (sources[0].revents & POLLIN) found |= CN_INPUT;
    if (sources[0].revents & (POLLHUP | POLLERR | POLLNVAL)) found |= CN_HANGUP;
    if (sources[1].revents) found |= CN_NOTICE;
    return found;
}

ptrdiff_t cn_read(uint8_t *bytes, size_t capacity) {
    ssize_t count = read(input, bytes, capacity);
    if (count > 0) return count;
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return 0;
    return -1;
}
