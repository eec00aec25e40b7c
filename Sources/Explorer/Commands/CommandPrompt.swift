import Reachability
import Frames

/// A command that is being typed behind `:`.
struct CommandPrompt: Sendable {
    private(set) var editor: LineEditor
    /// What can stand where the cursor is, with what each does.
    private(set) var candidates: [Candidate] = []
    private(set) var chosen: Int?
    /// Why it cannot be done, until something is typed.
    var error: String?
    private var earlier = LineHistory()
    /// The place of the change on trial that the line takes; nil where it is one more, or a command.
    var replaces: Int?

    /// Whether the candidates are whole lines: those of a change.
    private var isOfLines = false

    /// Something that can be typed.
    struct Candidate: Hashable, Sendable {
        var text: String
        var help: String
    }

    init(text: String = "", state: ExplorerState) {
        editor = LineEditor(text)
        complete(state)
    }

    /// The word and what stands behind it.
    static func parts(_ text: String) -> (word: String, argument: String?) {
        let text = String(text.drop { $0 == " " || $0 == ":" })
        guard let blank = text.firstIndex(of: " ") else { return (text, nil) }
        return (String(text[..<blank]), String(text[blank...]).withoutOuterBlanks)
    }

    /// Does what an editing key does; false when the key is none.
    mutating func edit(_ key: Key, state: ExplorerState) -> Bool {
        guard editor.edit(key) else { return false }
        changed(state)
        return true
    }

    mutating func insert(_ text: String, state: ExplorerState) {
        editor.insert(text)
        changed(state)
    }

    /// Says why a change cannot be tried, with the lines that may be meant.
    mutating func refuse(_ reason: String, instead lines: [String]) {
        error = reason
        chosen = nil
        candidates = lines.map { Candidate(text: $0, help: "") }
        isOfLines = !lines.isEmpty
    }

    private mutating func changed(_ state: ExplorerState) {
        error = nil
        earlier.leave()
        complete(state)
    }

    private mutating func complete(_ state: ExplorerState) {
        chosen = nil
        isOfLines = state.isChange(editor.text) || editor.text.first.map { "+-~".contains($0) } == true
        if isOfLines {
            candidates = ChangeCompletion(editor.text, state.model).lines.map { Candidate(text: $0, help: "") }
            return
        }
        let (word, argument) = Self.parts(editor.head)
        guard let argument else {
            candidates = state.validWords.filter { $0.word.word.hasPrefix(word) }.map { entry in
                let placeholder = entry.word.argument.placeholder
                return Candidate(text: entry.word.word, help: placeholder.isEmpty ? entry.help : "\(placeholder)   \(entry.help)")
            }.sorted { $0.text < $1.text }
            return
        }
        guard let meant = state.validWords.first(where: { $0.word.word == word }) else {
            candidates = []
            return
        }
        candidates = state.candidates(for: meant.word.argument, typed: argument).map { Candidate(text: $0, help: "") }
    }

    /// Puts the next candidate into the line, round and round; a single one with the blank that follows it.
    mutating func chooseNext(by step: Int, state: ExplorerState) {
        guard !candidates.isEmpty else { return }
        let next = chosen.map { ($0 + step + candidates.count) % candidates.count } ?? (step > 0 ? 0 : candidates.count - 1)
        let kept = candidates
        let (word, argument) = Self.parts(editor.head)
        let text = candidates[next].text
        if isOfLines {
            editor.replace(with: text)
            if kept.count == 1 { complete(state) } else { (candidates, chosen) = (kept, next) }
            error = nil
            return
        }
        if argument == nil {
            let takesMore = state.validWords.first { $0.word.word == text }.map { !$0.word.argument.placeholder.isEmpty } ?? false
            editor.replace(with: kept.count == 1 && takesMore ? text + " " : text)
        } else {
            editor.replace(with: "\(word) \(text)")
        }
        if kept.count == 1 { complete(state) } else { (candidates, chosen) = (kept, next) }
        error = nil
    }

    /// Puts an earlier or a later line into the prompt.
    mutating func recall(by step: Int, from history: [String], state: ExplorerState) {
        guard earlier.recall(by: step, from: history, into: &editor) else { return }
        error = nil
        complete(state)
    }
}

extension ExplorerState {
    /// What can stand behind a word.
    fileprivate func candidates(for argument: CommandWord.Argument, typed: String) -> [String] {
        switch argument {
        case .none, .file, .text, .question: return []
        case .end: return model.ends(startingWith: typed)
        case .place: return model.places(startingWith: typed)
        case .port:
            guard let parts = answer.flatMap({ try? QuestionText(parsing: $0.text) }) else { return [] }
            return model.ports(from: parts.source, to: parts.destination, startingWith: typed)
        case .fold: return foldChoices.filter { $0.hasPrefix(typed) }
        case .oneOf(let words), .maybeOneOf(let words): return words.filter { $0.hasPrefix(typed) }
        }
    }

    mutating func startCommand(_ text: String = "") {
        prompt = .command(CommandPrompt(text: text, state: self))
    }

    mutating func editCommand(_ change: (inout CommandPrompt, ExplorerState) -> Void) {
        guard case .command(var command) = prompt else { return }
        change(&command, self)
        prompt = .command(command)
    }

    /// Does what is typed; an abbreviation that fits one word alone is that word, and a question is asked.
    mutating func runCommand() {
        guard case .command(var typed) = prompt else { return }
        let text = typed.editor.text.withoutOuterBlanks
        let (word, argument) = CommandPrompt.parts(text)
        if word.isEmpty {
            prompt = nil
            return
        }
        remember(command: text)
        if isChange(text) {
            runChange(text)
            return
        }
        if text.contains("->") || text.contains("→"), (try? QuestionText(parsing: text)) != nil,
            !validWords.contains(where: { $0.word.word == word })
        {
            startAsking(text)
            ask()
            return
        }
        let words = validWords.map(\.word)
        let fitting = words.filter { $0.word == word || Self.short[word] == $0.word }
        let meant = fitting.isEmpty ? words.filter { $0.word.hasPrefix(word) } : fitting
        guard meant.count == 1, let only = meant.first else {
            let known = Command.table.flatMap(\.words).contains { $0.word == word }
            typed.error =
                known
                ? "\(word) does nothing here and now"
                : meant.isEmpty
                    ? "there is no command \"\(word)\"; Tab shows all"
                    : "\"\(word)\" may be \(meant.map(\.word).joined(separator: ", "))"
            prompt = .command(typed)
            return
        }
        if (argument ?? "").isEmpty, Self.needsArgument(only.argument) {
            startCommand(only.word + " ")
            editCommand { prompt, _ in prompt.error = "\(only.word) needs \(only.argument.placeholder)" }
            return
        }
        if case .none = only.argument, let argument, !argument.isEmpty {
            typed.error = "not used: \(argument)"
            prompt = .command(typed)
            return
        }
        prompt = nil
        only.run(&self, argument ?? "")
    }

    private static func needsArgument(_ argument: CommandWord.Argument) -> Bool {
        switch argument {
        case .none, .text, .question, .maybeOneOf: false
        case .end, .place, .port, .file, .fold, .oneOf: true
        }
    }

    /// What fingers know from elsewhere.
    private static let short = ["w": "write", "q": "quit", "q!": "quit!", "h": "help", "w!": "write!", "e": "reread"]

    private mutating func remember(command: String) {
        commandHistory.removeAll { $0 == command }
        commandHistory.append(command)
        if commandHistory.count > Limits.asked { commandHistory.removeFirst() }
    }
}
