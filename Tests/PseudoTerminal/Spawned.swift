import Foundation

/// A process that a test has started, with nothing of the test's own but what it is given.
public struct Spawned {
    /// Its id.
    public let process: pid_t

    /// Starts a command with the environment of the tests; what it says goes to a file.
    public init(_ command: [String], standardOutput: String) throws {
        try self.init(command, environment: ProcessInfo.processInfo.environment) { actions in
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_addopen(&actions, 1, standardOutput, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
            posix_spawn_file_actions_adddup2(&actions, 1, 2)
        }
    }

    /// Starts a command as the first of a session that owns a terminal.
    public init(_ command: [String], terminal: String, environment: [String: String]) throws {
        try self.init(command, environment: environment) { actions in
            // The first terminal that a session's leader opens becomes the session's own.
            posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
            posix_spawn_file_actions_adddup2(&actions, 0, 1)
            posix_spawn_file_actions_adddup2(&actions, 0, 2)
        }
    }

    private init(
        _ command: [String], environment: [String: String], prepare: (inout posix_spawn_file_actions_t) -> Void
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        prepare(&actions)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Signals as a shell leaves them, whatever the test runner blocks or ignores.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        let newSession: Int16 = 0x80  // POSIX_SPAWN_SETSID, which Glibc hides from Swift
        posix_spawnattr_setflags(&attributes, newSession | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
        var arguments = command.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var started: pid_t = 0
        let error = posix_spawnp(&started, command.first ?? "", &actions, &attributes, &arguments, &variables)
        guard error == 0 else { throw SpawnFailure(message: "\(command): \(String(cString: strerror(error)))") }
        process = started
    }

    /// Waits for its end; the status as waitpid gives it.
    public func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return status
    }
}

/// Why a program has not begun, or has not said what it was to say.
public struct SpawnFailure: Error, CustomStringConvertible {
    /// What was wrong.
    public let message: String
    /// The same.
    public var description: String { message }

    /// A failure with its message.
    public init(message: String) { self.message = message }
}
