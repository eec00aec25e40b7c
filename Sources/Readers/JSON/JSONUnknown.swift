import CoreModel

/// A value that a rewritten document leaves open; see ``TreeJSON/unknownKey``.
struct JSONUnknown {
    /// What is unknown, as answers name it.
    let name: String
    /// The ids of groups that it may be; none where it may be anything.
    let candidates: [String]
}

/// A member that a document may leave open.
enum JSONSettled {
    /// Absent or null.
    case absent
    case known(JSONValue)
    case unknown(JSONUnknown)
}

extension JSONValue {
    /// What is unknown, where the value stands for something that is.
    var unknown: JSONUnknown? {
        guard isUnknown, let name = try? members().first(where: { TreeJSON.unknownKey ~= $0.key })?.value.text().string else {
            return nil
        }
        let list = try? members().first(where: { TreeJSON.candidatesKey ~= $0.key })?.value.elements()
        return JSONUnknown(name: name, candidates: list?.compactMap { try? $0.text().string } ?? [])
    }

    var isUnknown: Bool {
        guard type == UInt8(ascii: "{"), var own = try? members(), let first = own.next() else { return false }
        return TreeJSON.unknownKey ~= first.key
    }

    /// A member that may be left open.
    func settled(_ key: StaticString) throws(JSONFault) -> JSONSettled {
        var found: JSONValue?
        for (name, value) in try members() where key ~= name { found = value }
        guard let found, !found.isNull else { return .absent }
        if let unknown = found.unknown { return .unknown(unknown) }
        return .known(found)
    }
}
