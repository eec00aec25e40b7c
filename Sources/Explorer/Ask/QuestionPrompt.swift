import Reachability
import CoreModel
import Text
import Words
import Map
import Frames
import Trial

/// A question that is being typed, with what can stand where the cursor is.
struct QuestionPrompt: Sendable {
    enum Part: Hashable, Sendable { case source, destination, port }

    private(set) var editor: LineEditor
    /// What can stand in the part where the cursor is.
    private(set) var candidates: [String] = []
    /// The candidate that stands in the line.
    private(set) var chosen: Int?
    /// Why the question cannot be asked, until something is typed.
    var error: String?
    /// What may be meant instead, until something is typed.
    var choice: QuestionChoice?
    /// What is typed in words or in another order, as it was read; nil where it is in the strict form, and where it is no one question.
    private(set) var reading: Reading?
    /// What is typed with `before` behind it.
    private(set) var before: AskedBefore?
    /// What was understood of a pasted line.
    var understood: [String] = []
    /// The flow-log record that was pasted, with the question that it raises: while that stands here, it is held against the answer.
    private(set) var record: (question: String, record: FlowLogRecord)?
    /// A foreign host's name that was typed, with the question in which an end was chosen for it.
    var host: (question: String, host: String)?
    private var earlier = LineHistory()

    /// A prompt with a text in it.
    init(text: String, model: ExplorerModel, preferring: MapSubject?) {
        editor = LineEditor(text)
        complete(model)
    }

    /// Where the parts are in the line, by places of characters.
    private struct Parts {
        var part: Part
        /// The part that the cursor is in, without the blanks around it.
        var range: Range<Int>
        var source: String
        var destination: String
    }

    /// The part that the cursor is in.
    var part: Part { parts.part }

    private var parts: Parts {
        let all = editor.characters
        let arrow = all.indices.first { all[$0] == "→" || (all[$0] == "-" && $0 + 1 < all.count && all[$0 + 1] == ">") }
        guard let arrow, editor.cursor > arrow else {
            let end = arrow ?? all.count
            return Parts(part: .source, range: trimmed(0..<end), source: String(all[0..<end]), destination: "")
        }
        let start = all[arrow] == "→" ? arrow + 1 : min(all.count, arrow + 2)
        let bracket = all.lastIndex(of: "]") ?? start - 1
        let colon = all.lastIndex(of: ":").flatMap { $0 > bracket && $0 >= start ? $0 : nil }
        let source = String(all[0..<arrow])
        let end = colon ?? all.count
        let destination = String(all[min(start, end)..<end])
        if let colon, editor.cursor > colon {
            return Parts(part: .port, range: trimmed(colon + 1..<all.count), source: source, destination: destination)
        }
        return Parts(part: .destination, range: trimmed(min(start, end)..<end), source: source, destination: destination)
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        let all = editor.characters
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high, all[low] == " " { low += 1 }
        while high > low, all[high - 1] == " " { high -= 1 }
        return low..<high
    }

    // MARK: Typing

    /// Does what an editing key does; false when the key is none.
    mutating func edit(_ key: Key, model: ExplorerModel) -> Bool {
        guard editor.edit(key) else { return false }
        changed(model)
        return true
    }

    /// Types text, as a paste does.
    mutating func insert(_ text: String, model: ExplorerModel) {
        editor.insert(text)
        changed(model)
    }

    private mutating func changed(_ model: ExplorerModel) {
        (error, choice) = (nil, nil)
        earlier.leave()
        complete(model)
    }

    /// Puts an earlier or a later question into the line.
    mutating func recall(by step: Int, from history: [String], model: ExplorerModel) {
        guard earlier.recall(by: step, from: history, into: &editor) else { return }
        (error, choice) = (nil, nil)
        complete(model)
    }

    /// What is typed, where that is more than an end and not in the strict form.
    private func wordsRead(_ model: ExplorerModel) -> Reading? {
        let text = editor.text.withoutOuterBlanks
        guard text.utf8.count <= Limits.typedQuestion, text.contains(where: { " ,:<>=→\"".contains($0) }), !text.hasPrefix("->"),
            !text.hasPrefix("→")
        else { return nil }
        // With changes it is asked of what they come to, not of what is shown.
        if TriedQuestion(text) != nil || before != nil { return nil }
        let parts = try? QuestionText(parsing: text)
        let resolver = model.analyzer.resolver
        if let parts, !parts.port.isEmpty, (try? resolver.resolve(parts.source)) != nil,
            (try? resolver.resolve(parts.destination)) != nil
        {
            return nil
        }
        guard let reading = try? model.analyzer.reading(of: text) else { return nil }
        // What may go on as anything, and what the line completes by itself.
        let isOpen = parts != nil || reading.source == nil || reading.destination == nil
        return reading.kind == .flow && reading.port == nil && isOpen ? nil : reading
    }

    // MARK: Completion

    private mutating func complete(_ model: ExplorerModel) {
        chosen = nil
        before = TriedQuestion(editor.text) == nil ? model.askedBefore(editor.text) : nil
        reading = wordsRead(model)
        let parts = parts
        let typed = String(editor.characters[parts.range])
        switch parts.part {
        case .source, .destination: candidates = model.ends(startingWith: typed)
        case .port: candidates = model.ports(from: parts.source, to: parts.destination, startingWith: typed)
        }
    }

    /// Puts the next candidate into the line, round and round; a single one with what follows it.
    mutating func chooseNext(by step: Int, model: ExplorerModel) {
        if candidates.isEmpty { return }
        if candidates.count == 1 {
            put(candidates[0])
            goOn(model)
            return
        }
        let next = chosen.map { ($0 + step + candidates.count) % candidates.count } ?? (step > 0 ? 0 : candidates.count - 1)
        put(candidates[next])
        chosen = next
    }

    /// Replaces the part that the cursor is in.
    private mutating func put(_ text: String) {
        let range = parts.range
        let all = editor.characters
        let needsBlank = part == .destination && range.lowerBound > 0 && all[range.lowerBound - 1] != " "
        let head = String(all[..<range.lowerBound]) + (needsBlank ? " " : "") + text
        let rest = String(all[range.upperBound...])
        let tail = (rest.hasPrefix("->") ? " " : "") + rest
        editor.replace(with: head + tail)
        for _ in tail { _ = editor.edit(.left) }
        (error, choice) = (nil, nil)
    }

    /// Whether Enter is to go on to the next part instead of asking: an end was chosen, or the first end is whole and stands alone.
    func isReadyForMore(_ model: ExplorerModel) -> Bool {
        let parts = parts
        let isLast = parts.range.upperBound >= editor.characters.reversed().drop { $0 == " " }.count
        guard isLast, !parts.range.isEmpty else { return false }
        switch parts.part {
        case .port: return false
        case .source, .destination:
            return chosen != nil || model.isEnd(String(editor.characters[parts.range]), among: candidates)
        }
    }

    /// Takes a pasted line of a log apart and writes the question that it raises; false where it raises none.
    mutating func understand(_ text: String, model: ExplorerModel) -> Bool {
        let flows = RecordFlow.flows(in: text)
        if flows.count > 1 {
            understood = [RecordFlow.askedBack(flows)]
            choice = QuestionChoice(flows.map(\.question), notes: flows.map(\.countText))
            return true
        }
        guard let line = model.understand(text) else { return false }
        editor.replace(with: line.question)
        if line.lacksSource { _ = editor.edit(.home) }
        changed(model)
        understood = line.said
        record = line.record.map { (line.question, $0) }
        return true
    }

    /// The question in its strict form as soon as it is whole, however it is typed; nil while something is missing, or is no part of it.
    var whole: String? {
        guard TriedQuestion(editor.text) == nil else { return nil }
        if let before { return before.whole }
        if let parts = try? QuestionText(parsing: editor.text), !parts.port.isEmpty { return editor.text }
        guard let reading, reading.isWhole else { return nil }
        return reading.strict
    }

    /// Writes a question in its strict form.
    mutating func write(_ question: String, model: ExplorerModel) {
        editor.replace(with: question)
        changed(model)
    }

    /// Writes the question as it was read, with the cursor where a part is missing.
    mutating func write(_ reading: Reading, model: ExplorerModel) {
        editor.replace(with: reading.strict)
        if reading.source == nil { _ = editor.edit(.home) }
        changed(model)
    }

    /// The source while nothing follows it, not even an arrow.
    var lonelySource: String? {
        let text = editor.text
        return text.contains("->") || text.contains("→") || text.withoutOuterBlanks.isEmpty ? nil : text.withoutOuterBlanks
    }

    /// Writes what stands between this part and the next.
    mutating func goOn(_ model: ExplorerModel) {
        let part = part
        let text = TerminalText.trimmed(editor.text)
        switch part {
        case .source where !text.contains("->") && !text.contains("→"): editor.replace(with: text + " -> ")
        case .destination where parts.range.upperBound == text.count: editor.replace(with: text + ":")
        default: break
        }
        complete(model)
    }
}
