extension Snapshot.Document {
    /// The texts that elements of a list in the answer have under a key, in order: the ids of what later calls are about.
    ///
    /// `list` is the answer's member with the elements. Without a key the elements are the texts themselves. An element that lacks the
    /// key is passed over. Nil where the answer has no such list, or is no JSON object.
    public func texts(of list: String, _ key: String? = nil) -> [String]? {
        JSONParser.reading(InputBytes(output)) { root in
            try Self.member(list, of: root)?.elements().compactMap { element in
                let value = key.map { Self.member($0, of: element) } ?? element
                return value.flatMap { try? $0.text().string }
            }
        }
    }

    /// Whether the answer has an object under a key.
    public func has(object key: String) -> Bool {
        let input = InputBytes(output)
        let parser = JSONParser()
        defer { withExtendedLifetime((input, parser)) {} }
        guard let root = try? parser.parse(input.bytes) else { return false }
        return Self.member(key, of: root)?.kind == .object
    }

    /// The text that the answer has under a key; nil where it has none.
    public func text(_ key: String) -> String? {
        JSONParser.reading(InputBytes(output)) { root in try Self.member(key, of: root)?.text().string }
    }

    private static func member(_ key: String, of value: JSONValue) -> JSONValue? {
        guard value.kind == .object, let members = try? value.members() else { return nil }
        return members.first { $0.key.string == key }?.value
    }
}
