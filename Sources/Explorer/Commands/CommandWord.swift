import Frames

/// A command as it is typed behind `:`.
struct CommandWord: Sendable {
    /// What may stand behind the word.
    enum Argument: Sendable {
        case none
        /// SOURCE -> DESTINATION:PORT.
        case question
        /// An end of a question.
        case end
        /// Anything that can be found.
        case place
        /// A port that makes sense between the ends of the answer.
        case port
        case file
        /// By what the map is folded.
        case fold
        /// Any text.
        case text(String)
        /// One of some words.
        case oneOf([String])
        /// One of these, or nothing.
        case maybeOneOf([String])

        /// What stands for it in the help; empty where there is none.
        var placeholder: String {
            switch self {
            case .none: ""
            case .question: "SOURCE -> DESTINATION:PORT"
            case .end: "END"
            case .place: "NAME"
            case .port: "PORT"
            case .file: "FILE"
            case .fold: "vpc|account|region|tier|prefix|tag:KEY|none"
            case .text(let what): what
            case .oneOf(let words): words.joined(separator: "|")
            case .maybeOneOf(let words): "[\(words.joined(separator: "|"))]"
            }
        }
    }

    var word: String
    var argument = Argument.none
    /// What it does; the command's own help where this is empty.
    var help = ""
    /// Does it with what stands behind the word.
    var run: @Sendable (inout ExplorerState, String) -> Void
}

extension Command {
    /// The same command, typed as a word: it does what one of its keys does.
    func said(_ word: String, as key: Key? = nil, help: String = "") -> Command {
        var command = self
        let run = self.run
        let key = key ?? bindings.first ?? .enter
        command.words.append(CommandWord(word: word, help: help) { state, _ in run(&state, key) })
        return command
    }

    /// The same command, typed as a word with something behind it.
    func said(
        _ word: String, _ argument: CommandWord.Argument, help: String = "",
        run: @escaping @Sendable (inout ExplorerState, String) -> Void
    ) -> Command {
        var command = self
        command.words.append(CommandWord(word: word, argument: argument, help: help, run: run))
        return command
    }

    /// A command that has no key.
    static func word(
        _ word: String, _ argument: CommandWord.Argument, help: String, _ section: Section,
        when isValid: @escaping @Sendable (ExplorerState) -> Bool = { _ in true },
        run: @escaping @Sendable (inout ExplorerState, String) -> Void
    ) -> Command {
        Command("", [], help: help, section, when: isValid) { _, _ in }.said(word, argument, run: run)
    }
}

extension ExplorerState {
    /// The words that can be typed behind `:` now, with the help of each.
    var validWords: [(word: CommandWord, help: String)] {
        Command.table.filter { $0.context == .screen && $0.isValid(self) }.flatMap { command in
            command.words.map { ($0, $0.help.isEmpty ? command.help : $0.help) }
        }
    }
}
