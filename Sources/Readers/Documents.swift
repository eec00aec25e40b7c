import SecurityGroups

/// Recognises a document by its content, never by its name, and gives it to the reader of its format.
enum Documents {
    /// What became of a document.
    enum Outcome {
        case read
        /// JSON of no known kind.
        case unknown
        /// Known, but not read by this version.
        case notReadYet(what: String, instead: String)
    }

    static func read(_ root: JSONValue, from origin: Origin, into collector: inout Collector) throws(JSONFault) -> Outcome {
        switch root.kind {
        case .object: try readObject(root, from: origin, into: &collector)
        default: .unknown
        }
    }

    private static func readObject(
        _ root: JSONValue, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) -> Outcome {
        try AwsOutput.read(root, from: origin, into: &collector) ? .read : .unknown
    }
}
