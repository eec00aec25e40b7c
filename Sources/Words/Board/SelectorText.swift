import Board
import Text

extension SelectorSearch.Fault {
    /// One line: which selector of which assertion, and what it finds.
    public var message: String {
        "\(id), \(isSource ? "source" : "destination"), line \(selector.line): \(selector.by.text) \(reason.text)"
    }
}

extension Assertions.Means {
    /// The selector as it is written: "tags Name=client".
    fileprivate var text: String {
        switch self {
        case .id(let id): "resource_id \(id)"
        case .arn(let arn): "arn \(arn)"
        case .tags(let tags): "tags " + tags.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
        }
    }
}

extension SelectorSearch.Reason {
    /// What it finds.
    fileprivate var text: String {
        switch self {
        case .none: "finds nothing in the input"
        case .several(let ids): "finds \(ids.count): \(TextList.sentence(ids, limit: 12))"
        case .otherKind: "is no instance and no network interface"
        case .elsewhere(let place): "is in \(place)"
        case .otherTags(let keys):
            keys.isEmpty
                ? "has no Name, the one tag of instances and interfaces that inputs keep"
                : "asks for \(TextList.sentence(keys)); of the tags of instances and interfaces inputs keep Name alone"
        }
    }
}
