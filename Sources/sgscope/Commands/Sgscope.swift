import ArgumentParser
import Glibc
import Text

/// The command line: one file a subcommand, the rooms wired together.
@main
struct Sgscope: ParsableCommand {
    static let version = Program.version

    static let configuration = CommandConfiguration(
        commandName: "sgscope",
        abstract: "\(Program.promise) It tells of security groups what reaches what, on which port, and why not.",
        usage: """
            sgscope [FILE ...]
            sgscope why SOURCE DESTINATION PORT
            sgscope "QUESTION"
            sgscope draw | rules GROUP | list [TEXT] | who DESTINATION PORT
            """,
        discussion: """
            Without FILE or -i the built-in example environment is used, and every answer says so.

            FILE is what you have at hand: the JSON of aws ec2 describe-security-groups (and describe-security-group-rules,
            -network-interfaces, -instances, -vpcs, -subnets, -managed-prefix-lists), a terraform.tfstate, the output of
            terraform show -json, or a directory with any of these. Several are merged.

            Examples:
              sgscope                                   the explorer, on the example
              sgscope -i describe-security-groups.json  the explorer, on your own
              sgscope why internet alb 443              allowed: exit 0
              sgscope why "alb -> rds:5432"             blocked: exit 1, with the fix
              sgscope why 10.0.11.24 rds postgres --format json
              sgscope "can alb reach rds on 5432?"      the same, as one asks it
              sgscope draw --path "alb -> rds:5432"     the diagram, its way lit

            An end is: internet; a group's id, name, title or Name tag (a unique part is enough); an address or CIDR; an
            eni-..., i-... or pl-... id; the name of an instance, load balancer, database, cache or function.

            A port is: 5432, 80,443, 53/udp, 8000-8100, icmp/3/4, icmpv6/128, ping, all, proto/50, https, postgres and the like.

            Exit status: 0 done or allowed, 1 blocked, 2 depends, 64 wrong usage or an unknown end, 65 unreadable input,
            66 no such file, 69 AWS did not answer, 70 a bug, 74 the result cannot be written.
            """.flowing,
        version: version,
        subcommands: [
            ExploreCommand.self, DrawCommand.self, ListCommand.self, RulesCommand.self, WhoCommand.self, WhyCommand.self,
            MatrixCommand.self, CheckCommand.self, BoardCommand.self, TourCommand.self, AuditCommand.self, NotesCommand.self,
            DiffCommand.self, TrafficCommand.self, TrialCommand.self, FixCommand.self, ExportCommand.self,
            CaptureCommand.self, CompletionCommand.self, HistoryCommand.self,
        ],
        defaultSubcommand: ExploreCommand.self)

    static func main() {
        StandardStreams.openMissing()
        StandardStreams.leaveOnQuit()
        // Swift reads them from /proc: where that is not mounted even the program's own name is missing.
        guard !CommandLine.arguments.isEmpty else {
            Failure.hidden(66, "no /proc/self/cmdline: the arguments cannot be read; mount /proc").exit()
        }
        var arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "--complete" {
            Completion.answer(Array(arguments.dropFirst()))
            return
        }
        arguments = TypedArguments.commandFirst(
            arguments, commands: Set(configuration.subcommands.map { $0._commandName } + ["help"]))
        arguments = TypedArguments.withOwnBoard(TypedArguments.renamed(arguments))
        if let misspelt = Misspelling.subcommand(in: arguments, known: configuration.subcommands.map { $0._commandName }) {
            Failure.wrongUsage(misspelt).exit()
        }
        if Self.isQuestion(arguments) { arguments.insert("why", at: 0) }
        // An arrow that begins an argument is no option.
        if let arrow = arguments.firstIndex(where: { $0.hasPrefix("->") }), !arguments.contains("--") {
            arguments.insert("--", at: arrow)
        }
        if arguments.first == "help", arguments.count == 1 { arguments = ["--help"] }
        if arguments.count == 2, arguments[0] == "--generate-completion-script" { arguments[0] = "completion" }
        if arguments == ["--generate-manual"] {
            Output.write(Manual.text, to: 1)
            return
        }
        do {
            var command = try Self.command(arguments)
            try command.run()
        } catch let failure as Failure {
            failure.exit()
        } catch {
            let status = exitCode(for: error)
            if status.isSuccess { exit(withError: error) }
            // It quotes what was typed; its own line ends are the only ones that count.
            for line in fullMessage(for: error).split(separator: "\n") { StandardError.line(String(line)) }
            Glibc.exit(status.rawValue)
        }
    }

    /// Whether a word is a subcommand's name.
    private static func namesCommand(_ arguments: [String]) -> Bool {
        arguments.contains(where: (configuration.subcommands.map { $0._commandName } + ["help"]).contains)
    }

    /// The command that the arguments ask for, with its options.
    ///
    /// The parser of arguments builds every subcommand that it knows, at a tenth of what the first screen costs; so it is given the one
    /// that is named, and all of them only where that one has something to say: an error, the help, the version.
    private static func command(_ arguments: [String]) throws -> any ParsableCommand {
        if let named = configuration.subcommands.first(where: { $0._commandName == arguments.first }) {
            if let command = alone(named, Array(arguments.dropFirst())) { return command }
        } else if !namesCommand(arguments), let command = configuration.defaultSubcommand.flatMap({ alone($0, arguments) }) {
            return command
        }
        return try parseAsRoot(arguments)
    }

    /// A command by its own parser alone; nil where the arguments are none of it, or ask for its help.
    private static func alone(_ type: any ParsableCommand.Type, _ arguments: [String]) -> (any ParsableCommand)? {
        guard let command = try? type.parseAsRoot(arguments), Swift.type(of: command) == type else { return nil }
        return command
    }

    /// Whether a text stands where a file could, as in `sgscope "alb rds 5432" -i FILE`: with blanks, an arrow or a link in it, behind no
    /// option, and no file is called so.
    private static func isQuestion(_ arguments: [String]) -> Bool {
        if namesCommand(arguments) { return false }
        return arguments.indices.contains { place in
            let text = arguments[place].trimmingPrefix { $0 == " " }
            let isBehindOption = place > 0 && arguments[place - 1].hasPrefix("-")
            if text.hasPrefix("--") || isBehindOption || access(arguments[place], F_OK) == 0 { return false }
            return ["\u{20}", "->", "→", "://", "{\""].contains(where: text.contains)
        }
    }
}
