import ArgumentParser
import Documentation

/// A command line as far as it is typed: its command, its inputs, and what may follow.
struct CommandWords {
    /// The name of the subcommand; nil where none is typed.
    private(set) var command: String?
    /// The option whose value is missing; nil where none is.
    private(set) var openOption: String?
    /// What is read: the values of -i, and arguments that are files.
    private(set) var inputs: [String] = []
    /// Arguments that are no inputs.
    private(set) var arguments: [String] = []
    private(set) var isLive = false
    private(set) var notes: String?
    private let help: CommandHelp

    /// The names of the commands that the help lists.
    static var commands: [String] {
        Sgscope.configuration.subcommands.map { $0._commandName } + ["help"]
    }

    /// Words behind the program's name, each of them whole.
    init(_ words: [String]) {
        let known = Sgscope.configuration.subcommands
        command = words.first { word in known.contains { $0._commandName == word } || word == "help" }
        let type = known.first { [command] in $0._commandName == command } ?? ExploreCommand.self
        help = CommandHelp(type)
        var isCommandSeen = false
        for word in words {
            if let option = openOption {
                take(word, of: option)
                openOption = nil
            } else if word.hasPrefix("-"), word != "-" {
                if word == "--live" { isLive = true }
                if word.contains("=") || !takesValue(word) {
                    let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
                    if parts.count == 2 { take(parts[1], of: parts[0]) }
                } else {
                    openOption = word
                }
            } else if !isCommandSeen, word == command {
                isCommandSeen = true
            } else if InputPath.isWritten(word), InputPath.exists(word) || word.hasPrefix("~/") {
                inputs.append(word)
            } else {
                arguments.append(word)
            }
        }
    }

    private mutating func take(_ value: String, of option: String) {
        switch option {
        case "-i", "--input": inputs.append(value)
        case "--notes": notes = value
        default: break
        }
    }

    // MARK: Options

    private struct Option {
        var names: [String]
        /// What its value is called; nil for a flag.
        var value: String?
        var choices: [String]
    }

    /// What the help says of options: "-i, --input <file>" with its words.
    private var table: [Option] {
        help.entries.compactMap { entry in
            let parts = entry.label.split(separator: " ").map { $0.hasSuffix(",") ? String($0.dropLast()) : String($0) }
            let names = parts.filter { $0.hasPrefix("-") }.flatMap { $0.split(separator: "/").map(String.init) }
            if names.isEmpty { return nil }
            let value = parts.first { $0.hasPrefix("<") }.map { $0.filter { $0 != "<" && $0 != ">" } }
            return Option(names: names, value: value, choices: Self.choices(value ?? "", entry.help))
        }
    }

    /// The words that an option takes: "all|security-groups", or "(values: text, json; default: text)".
    private static func choices(_ value: String, _ help: String) -> [String] {
        if value.contains("|") {
            return value.split(separator: "|").map(String.init).filter { $0.allSatisfy { $0.isLowercase || $0 == "-" } }
        }
        guard let start = help.firstRange(of: "(values: ") else { return [] }
        return help[start.upperBound...].prefix { $0 != ")" && $0 != ";" }.split(separator: ",").map {
            String($0.drop { $0 == " " })
        }
    }

    /// Every option of the command, the long name of each where it has one.
    var options: [String] { table.compactMap { option in option.names.last } }

    private func takesValue(_ option: String) -> Bool {
        table.first { $0.names.contains(option) }?.value != nil
    }

    func kind(ofOption name: String) -> Completion.Kind {
        guard let option = table.first(where: { $0.names.contains(name) }), let value = option.value else { return .nothing }
        if !option.choices.isEmpty { return .oneOf(option.choices) }
        switch value {
        case "file", "logs": return .files
        case "group": return .groups
        case "end": return .ends
        case "[-]column": return .oneOf(GroupColumn.words)
        default: return .nothing
        }
    }

    // MARK: Arguments

    /// What the next argument of the command is.
    var argument: Completion.Kind {
        switch (command, arguments.count) {
        case ("why", 0), ("why", 1), ("fix", 0), ("fix", 1), ("who", 0), ("list", 0): .ends
        case ("why", 2), ("fix", 2): .ports(of: arguments[1])
        case ("who", 1): .ports(of: arguments[0])
        case ("rules", 0), ("export", _): .groups
        case ("why", _), ("fix", _), ("who", _), ("rules", _), ("list", _), ("capture", _): .nothing
        case ("notes", 0): .oneOf(["init"])
        case ("completion", _): .oneOf(Shell.allCases.map(\.rawValue))
        case ("help", _): .oneOf(Self.commands)
        default: .files
        }
    }
}
