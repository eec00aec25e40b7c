import CoreModel

/// Attributes that states, plans and templates write alike.
extension Collector {
    /// An id or another text that is told; none where it is absent or left open.
    mutating func known(_ values: JSONValue, _ key: StaticString) throws(JSONFault) -> TextID {
        if case .known(let text) = try values.id(key) { builder.intern(text) } else { .none }
    }

    /// The ids of a list, or of a single text, that are told.
    mutating func knownIDs(_ values: JSONValue, _ key: StaticString) throws(JSONFault) -> [TextID] {
        var found: [TextID] = []
        for id in try values.ids(key) {
            if case .known(let text) = id { found.append(builder.intern(text)) }
        }
        return found
    }

    /// The state of what a document has: it is there and works, unless something decides whether it is made at all.
    mutating func existence(_ values: JSONValue) throws(JSONFault) -> ResourceState {
        ResourceState(text: intern(try values.doubtName()), works: nil)
    }

    /// The region of a resource, as it says itself or as its ARN does.
    mutating func region(_ values: JSONValue) throws(JSONFault) -> TextID {
        let own = try known(values, "region")
        guard own.isNone, case .known(let arn) = try values.id("arn") else { return own }
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count > 4 && parts[0] == "arn" && !parts[3].isEmpty ? builder.intern(String(parts[3])) : .none
    }
}

extension JSONValue {
    /// Whether an option of AWS is `enable`; nil where it is absent or left open.
    func isEnabled(_ key: StaticString) throws(JSONFault) -> Bool? {
        guard case .known(let word) = try id(key) else { return nil }
        return word.lowercased() == "enable"
    }

    /// Whether something is chosen, as a truth value or in words; nil where it is left open.
    func choice(_ key: StaticString, absent: Bool?) throws(JSONFault) -> Bool? {
        switch try settled(key) {
        case .absent: return absent
        case .unknown: return nil
        case .known(let value):
            if value.kind == .boolean { return try value.boolean() }
            guard value.kind == .text else { return nil }
            let word = try value.text().string.lowercased()
            return word.isEmpty ? absent : word == "true"
        }
    }
}
