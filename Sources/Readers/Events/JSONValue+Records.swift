import CoreModel

/// Look-ups in records, whose shapes differ by tool and year: nothing here throws, what is of another kind is absent.
extension JSONValue {
    /// A member by the first of some names that it has; absent where it is null.
    func field(_ names: StaticString...) -> JSONValue? {
        guard kind == .object, let members = try? members() else { return nil }
        var found: JSONValue?
        for (key, value) in members where !value.isNull {
            for name in names where name ~= key { found = value }
        }
        guard let found else { return nil }
        return found
    }

    /// A member whose name contains a text in small letters, in whichever case it is written.
    func field(containing part: String) -> JSONValue? {
        guard kind == .object, let members = try? members() else { return nil }
        for (key, value) in members where !value.isNull && key.string.lowercased().contains(part) { return value }
        return nil
    }

    /// The elements of a list, which records wrap into `items`; an object that is no such frame is the only element of its list.
    var items: [JSONValue] {
        switch kind {
        case .array: return (try? elements()).map { Array($0) } ?? []
        case .object:
            if let inner = field("items", "item", "member") { return inner.items }
            guard let members = try? members(), members.contains(where: { !$0.value.isNull }) else { return [] }
            return [self]
        default: return []
        }
    }

    /// A text, or a number as text; nil where it is empty or something else.
    var word: String? {
        switch kind {
        case .text:
            let text = uncheckedText
            return text.isEmpty ? nil : text.string
        case .number: return numberText
        default: return nil
        }
    }

    /// A whole number, or a text that is one.
    var whole: Int? {
        switch kind {
        case .number: return try? integer()
        case .text: return Int(uncheckedText.string)
        default: return nil
        }
    }

    /// True or false, also as a text.
    var truth: Bool? {
        switch kind {
        case .boolean: return try? boolean()
        case .text: return Bool(uncheckedText.string.lowercased())
        default: return nil
        }
    }

    /// A member's text.
    func word(_ names: StaticString...) -> String? {
        for name in names {
            if let value = field(name), let word = value.word { return word }
        }
        return nil
    }

    /// A member's whole number.
    func whole(_ names: StaticString...) -> Int? {
        for name in names {
            if let value = field(name), let number = value.whole { return number }
        }
        return nil
    }

    /// The elements of a member's list.
    func items(_ names: StaticString...) -> [JSONValue] {
        for name in names {
            if let value = field(name) { return value.items }
        }
        return []
    }
}

/// JSON that stands in texts of other JSON, kept for as long as its values are used.
final class NestedJSON {
    private var kept: [(InputBytes, JSONParser)] = []

    /// The object that a value is, or that its text is; nil for anything else.
    func object(_ value: JSONValue?) -> JSONValue? {
        guard let value else { return nil }
        if value.kind == .object { return value }
        guard value.kind == .text else { return nil }
        let text = value.uncheckedText
        guard let first = text.bytes.first(where: { !InputText.isSpace($0) }), first == UInt8(ascii: "{") else { return nil }
        let (input, parser) = (InputBytes(), JSONParser())
        input.append(text.bytes)
        guard let root = try? parser.parse(input.bytes) else { return nil }
        kept.append((input, parser))
        return root
    }

    /// Forgets what was kept; its values must not be used any more.
    func clear() { kept.removeAll(keepingCapacity: true) }
}
