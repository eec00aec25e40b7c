/// Arguments as they were typed, brought into the form in which they are parsed: the command first, by its name.
enum TypedArguments {
    /// Options in front of a command that have no value of their own.
    private static let flags: Set<String> = ["--live", "--redact", "--resolve", "--ascii", "--unicode", "--verbose", "--ipv6"]

    /// What the explorer calls commands behind its colon, where that is another name: `sgscope find rds`.
    static let otherNames = ["find": "list", "ask": "why", "review": "audit", "network": "draw --network"]

    /// Arguments with a command by its other name replaced; a file of that name is none.
    static func renamed(_ arguments: [String]) -> [String] {
        guard let first = arguments.first, let name = otherNames[first], !InputPath.exists(first) else { return arguments }
        return name.split(separator: " ").map(String.init) + arguments.dropFirst()
    }

    /// What stands for the file of the input's own board: options have values.
    static let ownBoard = "(the board of the input)"

    /// `fix --board` without a file, which means the input's own board, with what stands for it.
    static func withOwnBoard(_ arguments: [String]) -> [String] {
        guard arguments.first == "fix" else { return arguments }
        return arguments.enumerated().map { place, argument in
            let next = place + 1 < arguments.count ? arguments[place + 1] : nil
            let hasFile = next.map { $0 == "-" || !$0.hasPrefix("-") } ?? false
            return argument == "--board" && !hasFile ? "--board=\(ownBoard)" : argument
        }
    }

    /// `groups.json why alb rds 5432` and `-i groups.json why ...` with `why` in front; all else as it is.
    ///
    /// A path in front of the command becomes an input. Nothing is moved over a word that is neither a path nor an option.
    static func commandFirst(_ arguments: [String], commands: Set<String>) -> [String] {
        var before: [String] = []
        var place = 0
        while place < arguments.count {
            let argument = arguments[place]
            if commands.contains(argument), !InputPath.exists(argument) || place > 0 {
                return [argument] + before + arguments[(place + 1)...]
            }
            if argument == "--" { return arguments }
            if argument.hasPrefix("-"), argument != "-" {
                before.append(argument)
                if !flags.contains(argument), !argument.contains("=") {
                    place += 1
                    guard place < arguments.count else { return arguments }
                    before.append(arguments[place])
                }
            } else if argument == "-" || InputPath.exists(argument) || InputPath.isNothingElse(argument) {
                before += ["-i", argument]
            } else {
                return arguments
            }
            place += 1
        }
        return arguments
    }
}
