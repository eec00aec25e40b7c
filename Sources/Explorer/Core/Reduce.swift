import Frames
import Text

/// What an event makes of a state: the state after it, and what the program is to do beside drawing.
///
/// Pure: the same state and event give the same result, and nothing outside changes.
public func reduce(_ state: ExplorerState, _ event: Event) -> (state: ExplorerState, effects: [Effect]) {
    var state = state
    state.apply(event)
    state.arrange()
    let effects = state.effects
    state.effects = []
    return (state, effects)
}

extension ExplorerState {
    fileprivate mutating func apply(_ event: Event) {
        switch event {
        case .resize(let size):
            self.size = size
            revealSelection()
        case .repaint: emit(.repaint)
        case .begun: break
        case .reading(let result): take(reading: result)
        case .notice(let text): message = text
        case .accepted(let text):
            startReading()
            message = text
        case .board(let event): take(board: event)
        case .copyUncertain:
            copies += 1
            guard let said = message else { break }
            message =
                copies == 1
                ? "\(said), printed too when you leave"
                : "\(said), \(TextCount.ordinal(copies)) copy. All are printed when you leave"
        case .time(let seconds): now = seconds
        case .burst(let keys):
            isUntouched = false
            if !isTooSmall { take(burst: keys) }
        case .mouse(let mouse):
            isUntouched = false
            if !isTooSmall { take(mouse) }
        case .done(let result): take(done: result)
        case .progress(let progress): executor.note(progress)
        case .paste(let text):
            isUntouched = false
            if !isTooSmall, !takeRecords(pasted: text) { paste(PastedText.cut(text)) }
        case .key(let key):
            isUntouched = false
            let isAsLeft = keeping.isAsLeft
            keeping.isAsLeft = isAsLeft && key == .escape
            take(key: key)
            keeping.isAsLeft = false
        }
    }

    private mutating func take(key: Key) {
        message = nil
        if key != "q" { trial.isLeaving = false }
        if isTooSmall { pressBlindly(key) } else { press(key) }
    }

    /// Takes keys that came faster than anybody types.
    ///
    /// Where letters are commands they are a pasted text, as one in brackets is. Where a text is typed they go into it; more than one line
    /// is a paste there too, for the letters of the second would be commands.
    private mutating func take(burst keys: [Key]) {
        let text = String(keys.compactMap(\.pasted))
        let isTyping =
            switch prompt {
            case .question, .find, .filter, .command, .change, .traffic: help == nil
            case .copy, .steps, .findings, .fixes, nil: false
            }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let opens = prompt == nil && help == nil && opensPrompt(text)
        if isTyping || opens, lines.dropFirst().allSatisfy(\.isEmpty) {
            for key in keys { take(key: key) }
            return
        }
        let pasted = text.hasSuffix("\n") ? String(text.dropLast()) : text
        if takeRecords(pasted: pasted) { return }
        paste(PastedText.cut(pasted))
        if case .question(let question) = prompt, question.error == nil, question.understood.isEmpty {
            say(pastedCharacters: pasted.count)
        }
    }

    /// Whether keys are more likely typed in one go than pasted: what opens a prompt, with what belongs there.
    private func opensPrompt(_ text: String) -> Bool {
        let rest = text.dropFirst()
        func begins(_ text: Substring) -> Bool {
            let word = text.prefix { $0 != " " && $0 != ":" }
            return !word.isEmpty && !model.ends(startingWith: String(word)).isEmpty
        }
        switch text.first {
        case "/", ":": return true
        case "w": return rest.hasPrefix("/") || rest.hasPrefix("~/")
        case "a": return begins(rest) && !begins(text[...])
        default: return false
        }
    }

    private mutating func press(_ key: Key) {
        let context = context
        for context in contexts(context) {
            let command = Command.table.first { $0.context == context && $0.bindings.contains(key) && $0.isValid(self) }
            guard let command else { continue }
            command.run(&self, key)
            return
        }
        switch prompt {
        case .question(var question) where context == .question || context == .choice:
            if question.edit(key, model: model) { prompt = .question(question) }
        case .filter where context == .filter: editFilter(key)
        case .traffic(var filter) where context == .sifting:
            if filter.edit(key) {
                prompt = .traffic(filter)
                filterTraffic(filter.text)
            }
        case .command where context == .command: editCommand { _ = $0.edit(key, state: $1) }
        case .change where context == .change: editForm { form, _ in _ = form.edit(key) }
        case .copy where context == .copy:
            prompt = nil
            message = key.name.map { "nothing is copied: no key \"\($0)\" behind y" }
        case .find(var find) where context == .find:
            let isEmptied = key == .backspace && find.editor.isEmpty
            if isEmptied { dropFinding() } else if find.editor.edit(key) { findAgain(find) }
        case nil where context == .screen: sayUnknown(key)
        case .findings where context == .findings: sayUnknown(key)
        case _ where context == .help: sayUnknown(key)
        default: break
        }
    }

    /// Says of a key that it does nothing here.
    private mutating func sayUnknown(_ key: Key) {
        // Who is at the top and goes out stays there.
        guard key != .escape, let name = key.name else { return }
        message = context == .help ? "no key \"\(name)\" in the help: q closes it" : "no key \"\(name)\" here: ? lists them"
    }

    /// Keys while the screen is too small to show what they do.
    private mutating func pressBlindly(_ key: Key) {
        switch key {
        case "q": quit()
        case .control("l"): emit(.repaint)
        case .control("z"): emit(.suspend)
        default: break
        }
    }

    /// Pasted text is text, never keys: it goes into what is being typed, or opens the question line.
    private mutating func paste(_ text: String) {
        help = nil
        message = nil
        switch prompt {
        case .question(var question):
            if !question.editor.isEmpty || !question.understand(text, model: model) { question.insert(text, model: model) }
            prompt = .question(question)
        case .find(var find):
            find.editor.insert(text)
            findAgain(find)
        case .filter where model.understand(text) == nil: insertIntoFilter(text)
        case .command: editCommand { $0.insert(text, state: $1) }
        case .change: editForm { form, _ in form.insert(text) }
        case .traffic(var filter):
            filter.insert(text)
            prompt = .traffic(filter)
            filterTraffic(filter.text)
        case nil, .filter, .copy, .steps, .findings, .fixes:
            startAsking()
            if case .question(var question) = prompt {
                if !question.understand(text, model: model) { question.insert(text, model: model) }
                prompt = .question(question)
            }
        }
    }
}
