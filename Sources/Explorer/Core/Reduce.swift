import Frames

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
        case .copyUncertain:
            if let said = message { message = "\(said), printed too when you leave" }
        case .mouse(let mouse):
            isUntouched = false
            if !isTooSmall { take(mouse) }
        case .done(let result): take(done: result)
        case .progress(let progress): executor.note(progress)
        case .paste(let text):
            isUntouched = false
            if !isTooSmall { paste(PastedText.cut(text)) }
        case .key(let key):
            isUntouched = false
            message = nil
            if isTooSmall { pressBlindly(key) } else { press(key) }
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
        case .command where context == .command: editCommand { _ = $0.edit(key, state: $1) }
        case .copy where context == .copy: prompt = nil
        case .find(var find) where context == .find:
            let isEmptied = key == .backspace && find.editor.isEmpty
            if isEmptied { dropFinding() } else if find.editor.edit(key) { findAgain(find) }
        default: break
        }
    }

    /// Keys while the screen is too small to show what they do.
    private mutating func pressBlindly(_ key: Key) {
        switch key {
        case "q": emit(.quit)
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
        case nil, .filter, .copy, .steps:
            startAsking()
            if case .question(var question) = prompt {
                if !question.understand(text, model: model) { question.insert(text, model: model) }
                prompt = .question(question)
            }
        }
    }
}
