/// Look-ups by key, each a pass over the object: for the parts of an input that are read once.
///
/// Where a key stands twice the last one counts, as it does for `aws`, jq and Python.
extension JSONValue {
    /// A member; nil when it is absent, null or left open.
    func member(_ key: StaticString) throws(JSONFault) -> JSONValue? {
        var found: JSONValue?
        for (name, value) in try members() where key ~= name { found = value }
        // Written out: in debug builds of Swift 6.3 a nil from flatMap keeps old words, and `?.` on a variable takes it for a value.
        guard let found, !found.isNull, !found.isUnknown else { return nil }
        return found
    }

    func required(_ key: StaticString) throws(JSONFault) -> JSONValue {
        guard let value = try member(key) else { throw fault(.missing(key.description)) }
        return value
    }

    /// A member's text; nil when it is absent, null or empty.
    func text(_ key: StaticString) throws(JSONFault) -> JSONText? {
        guard let value = try member(key) else { return nil }
        let text = try value.text()
        return text.isEmpty ? nil : text
    }

    /// The text of the first of several members that has one.
    func text(of keys: [StaticString]) throws(JSONFault) -> String? {
        for key in keys {
            if let found = try text(key) { return found.string }
        }
        return nil
    }

    func requiredText(_ key: StaticString) throws(JSONFault) -> JSONText {
        let value = try required(key)
        let text = try value.text()
        guard !text.isEmpty else { throw value.fault(.badValue("is empty")) }
        return text
    }

    /// A member's elements; none when it is absent or null.
    func elements(_ key: StaticString) throws(JSONFault) -> JSONElements {
        guard let value = try member(key) else { return JSONElements(place: self, end: index) }
        return try value.elements()
    }

    /// Whether it is an object with such a member, even a null one.
    func has(_ key: StaticString) -> Bool {
        guard kind == .object, let members = try? members() else { return false }
        return members.contains { key ~= $0.key }
    }
}
