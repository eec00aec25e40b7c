import CoreModel

/// What a reader of questions has to know of an input.
struct AskedNames {
    /// Whether something is called so, whole: by an id, a name, a title, an address.
    var isWhole: (String) -> Bool
    /// Whether it is a part of some name.
    var isPart: (String) -> Bool
    /// Whether a text is a PORT by its form: a number, a range, a protocol, `ping`, `all`.
    var isPort: (String) -> Bool
    /// Whether it is the name of a service.
    var isService: (String) -> Bool
    /// Whether it is the name of a protocol.
    var isProtocol: (String) -> Bool
}

extension AskedNames {
    /// What an analyzer's inventory calls its things, and on trial what was read called those that are gone: that they are is said of them.
    init(_ analyzer: Analyzer) {
        let (resolver, read) = (analyzer.resolver, analyzer.before?.resolver)
        isWhole = { resolver.isWhole($0) || read?.isWhole($0) ?? false }
        isPart = { resolver.isPart($0) || read?.isPart($0) ?? false }
        isPort = { text in (try? PortQuery(parsing: text)) != nil && ServiceNames.traffic(named: text) == nil }
        isService = { ServiceNames.traffic(named: $0) != nil }
        isProtocol = { text in Int(text) == nil && text.lowercased() != "all" && IPProtocol(text) != nil }
    }
}

extension Analyzer {
    /// What a text asks, in any form that people write: words, arrows, ports before or behind.
    ///
    /// Names are looked up to tell them from other words; whether one of them names one thing alone is for ``question(from:to:port:version:)``
    /// to say. Throws ``ReadingFault`` where the text is no one question. Complexity: for each word a look at every name.
    public func reading(of text: String) throws(ReadingFault) -> Reading {
        try QuestionReader.read(text, AskedNames(self))
    }
}
