import CoreModel

/// What a typed text asks, read without guessing; names are as they were typed.
public struct Reading: Hashable, Sendable {
    /// What is asked.
    public enum Kind: Hashable, Sendable {
        /// Whether the source reaches the destination.
        case flow
        /// Who reaches the destination.
        case who
        /// What the source reaches.
        case reaches
    }

    /// What is asked.
    public internal(set) var kind = Kind.flow
    /// Who opens the connection; nil where the text does not say it.
    public internal(set) var source: String?
    /// To whom; nil where the text does not say it.
    public internal(set) var destination: String?
    /// On what, as a PORT; nil where the text does not say it.
    public internal(set) var port: String?
    /// The port that the client opens the connection from, where the text says it.
    public internal(set) var clientPort: Int?
    /// Over which family, where the text says it.
    public internal(set) var version: IPVersion?
    /// Words that are no part of it.
    public internal(set) var notUsed: [String] = []
    /// What these words say of the whole of it, where they do.
    public internal(set) var behind: SaidBehind?

    /// Whether it is a flow of which both ends and the port are said, and nothing is left over.
    public var isWhole: Bool {
        kind == .flow && source != nil && destination != nil && port != nil && notUsed.isEmpty
    }

    /// The form that is kept: `SOURCE -> DESTINATION:PORT`, a family behind it where one is said, with what is missing left out; `SOURCE -> *` of what an end reaches,
    /// `SOURCE -> *:PORT` where a port is said.
    public var strict: String {
        if kind == .reaches { return "\(source ?? destination ?? "") -> *\(port.map { ":\($0)" } ?? "")" }
        let end = destination.map(QuestionText.bracketed) ?? ""
        let family = port == nil ? "" : version.map { " \($0)" } ?? ""
        return "\(client.map { "\($0) " } ?? "")-> \(end)\(port.map { ":\($0)" } ?? "")\(family)"
    }

    /// Who opens the connection, with the port that it is opened from where the text says it.
    public var client: String? {
        source.map { source in clientPort.map { ClientText.text(source, port: $0) } ?? source }
    }
}

/// Why a typed text is no one question.
public enum ReadingFault: Error, Hashable, Sendable {
    /// No end is in it.
    case noEnd
    /// More ends than two, and nothing says which; with the port that is asked, where one is.
    case manyEnds([String], port: String?)
    /// More than one port; what it is read as, and what is left over.
    case manyPorts(Reading, notUsed: [String])
    /// Where a port should stand, something that is none.
    case badPort(String)
    /// A word that nothing is called by.
    case unknownEnd(String)
    /// A word that leaves something out of what is asked.
    case exception(String)
    /// Words that say something of the question and are not understood: it is not asked without them.
    case leftOver([String])
    /// A host's name that the input does not have.
    case foreignHost(String)
    /// An IPv6 address whose last group may be meant as a port.
    case addressOrPort(String, port: String)
}
