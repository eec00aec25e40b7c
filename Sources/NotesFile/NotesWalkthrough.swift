import Notes

extension WalkthroughStep {
    init(_ node: NotesNode) throws(NotesError) {
        let fields = try node.mapping("a step", "title", "light", "ask", "read", "show")
        self.init(title: try fields.requiredText("title"))
        lights = try fields.listOrOne("light").map { (node) throws(NotesError) in try DocumentedEnd(node, "'light'") }
        questions = try fields.listOrOne("ask").map { (node) throws(NotesError) in try node.text("a question") }
        text = try fields.text("read")
        shows = try fields.listOrOne("show").map(WalkthroughContent.init)
        location = node.location
    }
}

extension WalkthroughContent {
    /// A word for a part there is one of; a mapping for one of many, by its title.
    fileprivate init(_ node: NotesNode) throws(NotesError) {
        guard case .mapping(let entries) = node.content else {
            self = try Self.part(try node.text("what a step shows"), node.location)
            return
        }
        _ = try node.mapping("what a step shows", "group", "table", "decision")
        guard entries.count == 1, let entry = entries.first else {
            throw NotesError(
                .wrongType(
                    of: "what a step shows", expected: "one 'group:', 'table:' or 'decision:'", found: "\(entries.count) of them"),
                at: node.location)
        }
        let title = try entry.value.text("'\(entry.key)' of what a step shows")
        switch entry.key {
        case "group": self = .group(title)
        case "table": self = .table(title)
        default: self = .decision(title)
        }
    }

    private static func part(_ word: String, _ location: NotesLocation) throws(NotesError) -> WalkthroughContent {
        switch word {
        case "environment": return .environment
        case "allowed-flows": return .allowedFlows
        case "denied-flows": return .deniedFlows
        case "practices": return .practices
        default:
            let words = [
                "environment", "allowed-flows", "denied-flows", "practices", "{group: TITLE}", "{table: TITLE}",
                "{decision: TITLE}",
            ]
            throw NotesError(.notOneOf(word, what: "what a step shows", choices: words), at: location)
        }
    }
}
