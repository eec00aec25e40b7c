import Diagram
import Explorer
import Frames

/// A story of keys and what is seen: press, type, expect.
public struct Story {
    /// What the explorer has come to.
    public var state: ExplorerState
    /// What the terminal was asked to do.
    public var effects: [Effect] = []
    /// Whether what is done beside the event loop is held until ``finishWork()``.
    public var holdsWork = false
    /// What is held.
    public private(set) var held: [Work] = []

    /// Begins on a screen of a size.
    public init(
        _ model: ExplorerModel = ExampleExplorer.model, _ columns: Int = 80, _ rows: Int = 24, glyphs: GlyphSet = .unicode
    ) {
        state = ExplorerState(model: model, size: ScreenSize(columns: columns, rows: rows), glyphs: glyphs)
    }

    /// Presses keys one after the other.
    public mutating func press(_ keys: Key...) {
        for key in keys { send(.key(key)) }
    }

    /// Types a text key by key.
    public mutating func type(_ text: String) {
        for character in text { send(.key(.character(character))) }
    }

    /// Asks a question in the question line.
    public mutating func ask(_ question: String) {
        press("a")
        type(question)
        press(.enter)
    }

    /// Gives it an event; what that asks to be done beside the event loop is done at once, or held.
    public mutating func send(_ event: Event) {
        let result = reduce(state, event)
        state = result.state
        for effect in result.effects {
            guard case .work(let work) = effect else {
                effects.append(effect)
                continue
            }
            if holdsWork { held.append(work) } else { send(.done(work.run())) }
        }
    }

    /// Does all that was held, the newest of each kind and what comes of it.
    public mutating func finishWork() {
        holdsWork = false
        defer { held = [] }
        for work in held { send(.done(work.run())) }
    }

    /// What is seen now.
    public var frame: Frame { render(state, size: state.size, glyphs: state.glyphs) }
    /// Its text.
    public var screen: String { frame.text }

    /// The line of the screen that holds a text.
    public func line(with text: String) -> String? {
        screen.split(separator: "\n", omittingEmptySubsequences: false).first { $0.contains(text) }.map(String.init)
    }
}
