import CoreModel
import Reachability
import Text

/// JSON on standard output, piece by piece: what may be a million rows is never whole in memory.
struct JSONPieces {
    private var text: [UInt8]

    init(_ text: String) { self.text = Array(text.utf8) }

    mutating func add(_ more: String) { text += more.utf8 }

    /// Elements that are made into text at a time, and the fewest that a core takes: so few that memory for their text is at hand again.
    private static let block = 2_000
    private static let part = 125

    /// Adds the elements of an array, with `aLine` each on a line of its own; they are made into text on all cores.
    mutating func add<Element: Sendable>(
        _ elements: [Element], aLine: Bool = false, _ value: @Sendable (Element) -> JSONText.Value
    ) {
        for start in stride(from: 0, to: elements.count, by: Self.block) {
            let texts = Cores.map(min(Self.block, elements.count - start), least: Self.part) { part in
                var text: [UInt8] = []
                for place in part {
                    let isFirst = start + place == 0
                    text += (aLine ? (isFirst ? "\n" : ",\n") : isFirst ? "" : ", ").utf8
                    JSONText.write(value(elements[start + place]), to: &text)
                }
                return text
            }
            for piece in texts { text += piece }
            if text.count > 1 << 20 {
                Output.write(text, to: 1)
                text.removeAll(keepingCapacity: true)
            }
        }
    }

    /// Adds a last text, and writes what is not written yet.
    func end(_ last: String) { Output.write(text + Array(last.utf8), to: 1) }
}

extension JSONText.Value {
    /// A group: its id, and what it is called.
    static func group(_ index: GroupIndex, _ loading: Loading) -> JSONText.Value {
        .object([
            ("id", .string(loading.inventory[loading.inventory[index].id])),
            ("name", .string(loading.annotations.names.name(of: index))),
        ])
    }

    /// An end as it was asked: what was typed, its id, and what it is called.
    static func end(_ end: Endpoint, clientPort: Int? = nil, _ loading: Loading) -> JSONText.Value {
        let named = loading.analyzer.describe(end)
        let asked = clientPort.map { ClientText.text(end.asked, port: $0) } ?? end.asked
        return .object([("asked", .string(asked)), ("id", .optional(named.id)), ("name", .string(named.name))])
    }

    /// The ports of traffic, all of them written out; null where it has none.
    static func ports(_ traffic: Traffic) -> JSONText.Value {
        .optional(traffic.selectorText ?? (traffic.ipProtocol.hasPorts ? "0-65535" : nil))
    }
}
