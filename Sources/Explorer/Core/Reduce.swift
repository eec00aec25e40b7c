import Frames

/// What an event makes of a state: the state after it, and what the program is to do beside drawing.
///
/// Pure: the same state and event give the same result, and nothing outside changes.
public func reduce(_ state: ExplorerState, _ event: Event) -> (state: ExplorerState, effects: [Effect]) {
    var state = state
    var effects = state.apply(event)
    state.arrange()
    effects += state.outbox
    state.outbox = []
    return (state, effects)
}

extension ExplorerState {
    fileprivate mutating func apply(_ event: Event) -> [Effect] {
        switch event {
        case .resize(let size):
            self.size = size
            arrange()
            revealSelection()
            return []
        case .repaint: return [.repaint]
        case .begun:
            startReview()
            return []
        case .reading(let result):
            take(reading: result)
            return []
        case .notice(let text):
            message = text
            return []
        case .copyUncertain:
            if let said = message { message = "\(said), printed too when you leave" }
            return []
        case .mouse(let mouse):
            if !isTooSmall { take(mouse) }
            return []
        case .done(let result):
            take(result)
            return []
        case .paste(let text):
            if !isTooSmall { paste(PastedText.cut(text)) }
            return []
        case .key(let key):
            message = nil
            return isTooSmall ? pressBlindly(key) : press(key)
        }
    }

    private mutating func press(_ key: Key) -> [Effect] {
        let context = context
        if let command = Command.table.first(where: { $0.context == context && $0.bindings.contains(key) && $0.isValid(self) }) {
            return command.run(&self, key)
        }
        switch prompt {
        case .question(var question) where context == .question:
            if question.edit(key, model: model) { prompt = .question(question) }
        case .filter where context == .filter: editFilter(key)
        case .command where context == .command: editCommand { _ = $0.edit(key, state: $1) }
        case .copy where context == .copy: prompt = nil
        case .find(var find) where context == .find:
            let isEmptied = key == .backspace && find.editor.isEmpty
            if isEmptied { dropFinding() } else if find.editor.edit(key) { findAgain(find) }
        default: break
        }
        return []
    }

    /// Keys while the screen is too small to show what they do.
    private mutating func pressBlindly(_ key: Key) -> [Effect] {
        switch key {
        case "q": [.quit]
        case .control("l"): [.repaint]
        case .control("z"): [.suspend]
        default: []
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
