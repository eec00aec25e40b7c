@preconcurrency import Glibc

/// A process that measures, and what it says; it is ended when a measurement takes far longer than its budget.
struct WorkerProcess {
    /// How it went.
    enum End {
        case done
        /// It was ended within a measurement, so long after it had last said something.
        case cut(Metric, after: Duration)
        case failed(status: Int32)
    }

    private let process: pid_t
    private let output: Int32
    private let patience: Duration

    init(_ job: Job) throws(Failure) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Failure(message: "no pipe: \(String(cString: strerror(errno)))") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        var arguments = (CommandLine.arguments.prefix(1) + job.arguments).map { strdup($0) } + [nil]
        defer { for text in arguments { free(text) } }
        var started: pid_t = 0
        let error = posix_spawn(&started, "/proc/self/exe", &actions, nil, &arguments, environ)
        close(ends[1])
        guard error == 0 else { throw Failure(message: "no process: \(String(cString: strerror(error)))") }
        process = started
        output = ends[0]
        patience = .seconds(job.budget * 2)
    }

    /// Gives every line to `hear` until the process ends or is ended.
    func listen(_ hear: (WorkerLine) -> Void) -> End {
        var current: (metric: Metric, since: ContinuousClock.Instant)?
        var lastHeard = ContinuousClock.now
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        defer { close(output) }
        while true {
            var wanted = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            if poll(&wanted, 1, 100) > 0 {
                let count = read(output, &buffer, buffer.count)
                if count <= 0 { return wait() }
                lastHeard = .now
                text += buffer[..<count]
                let end = text.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
                for line in String(decoding: text[..<end], as: UTF8.self).split(separator: "\n") {
                    guard let heard = WorkerLine(line) else { continue }
                    if case .begin(let metric) = heard { current = (metric, .now) }
                    if case .end = heard { current = nil }
                    hear(heard)
                }
                text.removeSubrange(..<end)
            }
            if let current, current.metric.mayBeEnded, .now - current.since > patience {
                kill(process, SIGKILL)
                _ = wait()
                return .cut(current.metric, after: .now - lastHeard)
            }
        }
    }

    private func wait() -> End {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return status == 0 ? .done : .failed(status: status)
    }
}
