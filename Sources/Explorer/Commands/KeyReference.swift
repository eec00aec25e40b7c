/// The explorer's keys and commands as documents list them, from the table that dispatches them.
public struct KeyReference: Sendable {
    /// A heading with what stands below it.
    public struct Section: Sendable {
        /// The heading.
        public var title: String
        /// Keys, or words with what may stand behind them, and what each does.
        public var entries: [(keys: String, help: String)]
    }

    /// Every section: the keys by what they are for, then those of prompts, then the words behind `:`.
    public static var sections: [Section] {
        let keys = Command.Section.allCases.map { section in
            let own = Command.table.filter { $0.section == section && $0.context == .screen && !$0.keys.isEmpty }
            return Section(title: section.rawValue, entries: own.map { ($0.keys, $0.help) })
        }
        let contexts: [(Command.Context, String)] = [
            (.question, "while a question is typed"), (.find, "while something is looked for"),
            (.filter, "while the list is filtered"),
            (.command, "behind the colon"), (.copy, "behind y"), (.steps, "in the list of steps"),
            (.findings, "in the list of findings"), (.help, "in the help"),
            (.network, "in the network map"), (.board, "on the board"), (.trial, "in the list of changes"),
            (.change, "in the form of a change"), (.fixes, "where there are several fixes"),
            (.traffic, "in the list of traffic"), (.sifting, "while the list of traffic is filtered"),
            (.timeLine, "in the list of what changed when"),
        ]
        let prompts = contexts.map { context, title in
            Section(title: title, entries: Command.table.filter { $0.context == context }.map { ($0.keys, $0.help) })
        }
        let words = Command.table.flatMap { command in
            command.words.map { word in
                let placeholder = word.argument.placeholder
                return (
                    keys: ":\(word.word)\(placeholder.isEmpty ? "" : " \(placeholder)")",
                    help: word.help.isEmpty ? command.help : word.help
                )
            }
        }
        return keys + prompts + [Section(title: "commands", entries: words.sorted { $0.keys < $1.keys })]
    }
}
