/// Reads a tree that was rewritten by the reader of what it was rewritten to.
enum TreeReading {
    /// What a function makes of a tree as JSON; values must not outlive the call.
    ///
    /// `place` is where the tree stands in the document that it was made from: what is wrong is named below it.
    static func read<Value>(
        _ tree: Tree, at place: String, _ read: (JSONValue) throws(JSONFault) -> Value
    ) throws(JSONFault) -> Value {
        let input = InputBytes(TreeJSON.bytes(tree))
        let parser = JSONParser()
        defer { withExtendedLifetime((input, parser)) {} }
        let root: JSONValue
        do {
            root = try parser.parse(input.bytes)
        } catch {
            // Only what was nested almost too deep can be too deep now.
            throw JSONFault(told: place, problem: .badValue("is nested too deep"))
        }
        do {
            return try read(root)
        } catch {
            throw JSONFault(told: place + error.whole.dropFirst(), problem: error.problem)
        }
    }
}
