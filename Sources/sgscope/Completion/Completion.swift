import ArgumentParser
import CoreModel
import Glibc
import Text

/// What a shell may put in place of a word that is being typed.
struct Completion {
    /// Words that fit, each as it is meant, without the quoting of any shell.
    var words: [String] = []
    /// Whether names of files fit as well.
    var takesFiles = false

    /// What stands in place of a word.
    enum Kind {
        case nothing
        case files
        /// Some words.
        case oneOf([String])
        /// Ends of questions.
        case ends
        /// Groups alone.
        case groups
        /// Ports, sensible ones of this end first.
        case ports(of: String)
    }

    /// Words for the last of these, which are behind the program's name.
    init(of words: [String]) {
        guard let typed = words.last else { return }
        let before = Array(words.dropLast())
        let line = CommandWords(before)
        if let equals = typed.firstIndex(of: "="), typed.hasPrefix("--") {
            let option = String(typed[..<equals])
            add(line.kind(ofOption: option), typed: String(typed[typed.index(after: equals)...]), line)
            self.words = self.words.map { "\(option)=\($0)" }
            takesFiles = false
            return
        }
        if let option = line.openOption {
            add(line.kind(ofOption: option), typed: typed, line)
            return
        }
        if typed.hasPrefix("-") {
            self.words = line.options.filter { $0.hasPrefix(typed) }
            return
        }
        if line.command == nil {
            // The first word may be a command; a file is one for the explorer.
            self.words = CommandWords.commands.filter { $0.hasPrefix(typed) }
        }
        add(line.argument, typed: typed, line)
    }

    private mutating func add(_ kind: Kind, typed: String, _ line: CommandWords) {
        switch kind {
        case .nothing: break
        case .files: takesFiles = true
        case .oneOf(let choices): words += choices.filter { $0.lowercased().hasPrefix(typed.lowercased()) }
        case .ends:
            words += NamedThings(line)?.ends(typed) ?? []
            takesFiles = typed.contains("/") || words.isEmpty
        case .groups:
            words += NamedThings(line)?.groups(typed) ?? []
            takesFiles = typed.contains("/") || words.isEmpty
        case .ports(let end): words += NamedThings.ports(typed, of: end, line)
        }
    }

    /// Seconds after which nothing is completed: a shell that waits is worse than one that completes nothing.
    private static let patience: UInt32 = 1

    /// Answers a shell: `--complete zsh|fish WORD ...`, the last word the one that is typed, or `--complete bash BREAKS LINE`.
    ///
    /// The first line says whether the shell is to add names of files, then comes a word a line.
    static func answer(_ arguments: [String]) {
        signal(SIGALRM) { _ in _exit(0) }
        alarm(patience)
        guard let shell = arguments.first else { return }
        var rest = Array(arguments.dropFirst())
        var line: TypedLine?
        if shell == "bash" {
            guard rest.count == 2 else { return }
            let typed = TypedLine(rest[1], breaks: rest[0])
            line = typed
            rest = Array(typed.words.dropFirst())
            if rest.isEmpty { return }
        } else if let last = rest.popLast() {
            rest.append(TypedLine.unquoted(last))
        }
        let completion = Completion(of: rest)
        var seen = Set<String>()
        // What a terminal would obey is no word to type, and a line end no part of one.
        let plain = completion.words.filter { TerminalText.safe($0) == $0 && !$0.isEmpty && seen.insert($0).inserted }.prefix(500)
        let words = line.map { line in plain.compactMap { line.replacement($0) } } ?? Array(plain)
        Output.write(([completion.takesFiles ? "files" : "words"] + words).joined(separator: "\n") + "\n", to: 1)
    }
}
