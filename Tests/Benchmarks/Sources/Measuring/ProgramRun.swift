@preconcurrency import Glibc

/// The program run once as a user runs it, with what it took.
package struct ProgramRun {
    package let seconds: Double
    package let cpuSeconds: Double
    package let peakMegabytes: Double
    package let outputMegabytes: Double
    package let status: Int32

    package init(_ program: String, _ arguments: [String], output: String) throws(ProgramFailure) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        let start = Clock.wall.now()
        var process: pid_t = 0
        let error = posix_spawn(&process, program, &actions, nil, &words, environ)
        guard error == 0 else { throw ProgramFailure(message: "\(program): \(String(cString: strerror(error)))") }
        var ended: Int32 = 0
        var usage = rusage()
        while wait4(process, &ended, 0, &usage) < 0 && errno == EINTR {}
        seconds = Double(Clock.wall.now() - start) / 1e9
        cpuSeconds = [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
        peakMegabytes = Double(usage.ru_maxrss) / 1024
        status = ended & 0x7F == 0 ? ended >> 8 & 0xFF : 128 + (ended & 0x7F)
        var facts = stat()
        outputMegabytes = stat(output, &facts) == 0 ? Double(facts.st_size) / 1e6 : 0
    }
}

/// Why a program could not be run.
package struct ProgramFailure: Error {
    package var message: String

    package init(message: String) { self.message = message }
}
