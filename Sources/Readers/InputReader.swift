import CSimdJSON
import SecurityGroups

/// Reads inputs into an inventory.
public struct InputReader {
    /// A reader.
    public init() {}

    /// Reads documents that are in memory, as one input. `name` is what errors call each of them.
    public func read(documents: [(name: String, bytes: [UInt8])], label: String) throws(ReadError) -> Inventory {
        var collector = Collector(label: label)
        for document in documents {
            let origin = Origin(file: document.name, argument: 0)
            switch try InputDocument.read(InputBytes(document.bytes), from: origin, into: &collector) {
            case .read: break
            case .unknown: throw ReadError(file: document.name, problem: .unknownKind)
            case .notReadYet(let what, let instead):
                throw ReadError(file: document.name, problem: .notReadYet(what: what, instead: instead))
            }
        }
        return collector.finish()
    }
}
