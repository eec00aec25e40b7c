import Diagram
import Explorer
import Frames

/// A story of keys and what is seen: press, type, expect.
public struct Story {
    /// The explorer that the story is of.
    public var session: ExplorerSession

    /// Begins on a screen of a size.
    public init(
        _ model: ExplorerModel = ExampleExplorer.model, _ columns: Int = 80, _ rows: Int = 24, glyphs: GlyphSet = .unicode,
        holdsWork: Bool = false
    ) {
        session = ExplorerSession(model, size: ScreenSize(columns: columns, rows: rows), glyphs: glyphs, holdsWork: holdsWork)
    }

    /// What the explorer has come to.
    public var state: ExplorerState { session.state }
    /// What the terminal was asked to do.
    public var effects: [Effect] { session.effects }
    /// Whether what is done beside the event loop is held until ``finishWork()``.
    public var holdsWork: Bool {
        get { session.holdsWork }
        set { session.holdsWork = newValue }
    }
    /// What is held.
    public var held: [Work] { session.held }

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
    public mutating func send(_ event: Event) { session.send(event) }

    /// Does all that was held, the newest of each kind and what comes of it, and holds nothing any more.
    public mutating func finishWork() {
        holdsWork = false
        session.finishWork()
    }

    /// What is seen now.
    public var frame: Frame { session.frame }
    /// Its text.
    public var screen: String { frame.text }
    /// The same without the title, as screens are stored: the title has a table of its own.
    public var body: String { StoredText.withoutTitle(screen) }

    /// Plays a script; what it saves comes back by the names that it gives.
    @discardableResult
    public mutating func play(_ script: String) throws -> [String: String] {
        var saved: [String: String] = [:]
        for (_, step) in try ExplorerScript(parsing: script).steps {
            session.play(step)
            if case .save(let name) = step { saved[name] = name.hasSuffix(".svg") ? frame.svg(title: name) : screen }
        }
        return saved
    }

    /// The line of the screen that holds a text.
    public func line(with text: String) -> String? {
        screen.split(separator: "\n", omittingEmptySubsequences: false).first { $0.contains(text) }.map(String.init)
    }
}
