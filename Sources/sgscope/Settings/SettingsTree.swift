import CoreModel
import Yams

/// The mapping of a small YAML or JSON file, as data alone: texts, lists and mappings, a few levels deep.
struct SettingsTree {
    /// Why a text is none.
    struct Fault: Error {
        var reason: String
    }

    /// Its keys in their order, with their values.
    let entries: [(key: String, value: Node)]

    /// Reads a text; an empty one has no keys.
    ///
    /// Anchors and aliases are refused: a few of them make a tree larger than any memory.
    init(_ bytes: [UInt8]) throws(Fault) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Fault(reason: "it is no UTF-8 text") }
        if text.contains("&") || text.contains("*") {
            throw Fault(reason: "& and * (anchors and aliases) are not read; write \"\\u0026\" and \"\\u002a\" for the signs")
        }
        let node: Node?
        do { node = try compose(yaml: text, .basic, .default, .utf8) } catch {
            throw Fault(reason: "it is no YAML\(Self.place(error).map { ", line \($0)" } ?? "")")
        }
        switch node {
        case nil: entries = []
        case .mapping(let mapping)?:
            entries = mapping.prefix(64).compactMap { key, value in key.scalar.map { ($0.string, value) } }
        case .scalar(let scalar)? where ["", "~", "null"].contains(scalar.string): entries = []
        case .scalar?, .sequence?, .alias?: throw Fault(reason: "it is no list of keys with values")
        }
    }

    subscript(key: String) -> Node? { entries.first { $0.key == key }?.value }

    private static func place(_ error: any Error) -> Int? {
        switch error as? YamlError {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        default: nil
        }
    }
}

extension Node {
    /// A text that is written, blanks around it left out; nil for nothing, and for what is no text.
    var writtenText: String? {
        guard let scalar, !(scalar.style == .plain && ["", "~", "null"].contains(scalar.string)) else { return nil }
        return scalar.string.trimmed
    }
}
