/// A member that holds an id, or another text.
enum IDValue {
    /// Absent, null or empty.
    case none
    case known(String)
    /// What is unknown, by its name.
    case open(String)

    /// The same, or another where there is none.
    func or(_ other: @autoclosure () throws(JSONFault) -> IDValue) throws(JSONFault) -> IDValue {
        if case .none = self { return try other() }
        return self
    }

    /// The id; what is not told is left open under a name.
    func orOpen(_ name: @autoclosure () -> String) -> KnownID {
        switch self {
        case .none: .open(name())
        case .known(let id): .known(id)
        case .open(let name): .open(name)
        }
    }
}

/// An id that stands somewhere, or what leaves it open.
enum KnownID {
    case known(String)
    /// What is unknown, by its name.
    case open(String)

    /// The id, or the name of what is unknown.
    var text: String {
        switch self {
        case .known(let text), .open(let text): text
        }
    }
}

extension JSONValue {
    /// A member that holds an id.
    func id(_ key: StaticString) throws(JSONFault) -> IDValue {
        switch try settled(key) {
        case .absent: return .none
        case .unknown(let unknown): return .open(unknown.name)
        case .known(let value):
            guard value.kind == .text else { return .none }
            let text = try value.text().string
            return text.isEmpty ? .none : .known(text)
        }
    }

    /// The ids of a list, or of a single text; a list that is open as a whole is one that is open.
    func ids(_ key: StaticString) throws(JSONFault) -> [KnownID] {
        let list: JSONValue
        switch try settled(key) {
        case .absent: return []
        case .unknown(let unknown): return [.open(unknown.name)]
        case .known(let value): list = value
        }
        var ids: [KnownID] = []
        for element in list.kind == .array ? Array(try list.elements()) : [list] {
            if let unknown = element.unknown {
                ids.append(.open(unknown.name))
            } else if element.kind == .text, try !element.text().isEmpty {
                ids.append(.known(try element.text().string))
            }
        }
        return ids
    }

    /// A whole number, as a number or as text; nil for anything else.
    func number(_ key: StaticString) throws(JSONFault) -> Int? {
        guard case .known(let value) = try settled(key) else { return nil }
        switch value.kind {
        case .number: return try? value.integer()
        case .text: return Int(try value.text().string)
        default: return nil
        }
    }

    /// What decides whether a resource is there at all.
    func doubtName() throws(JSONFault) -> String? { try text(TreeJSON.doubtKey)?.string }
}
