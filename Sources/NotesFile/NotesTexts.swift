import Notes

extension Reason {
    init(_ node: NotesNode) throws(NotesError) {
        let fields = try node.mapping("a reason", "why", "points")
        self.init(why: try fields.requiredText("why"), points: try fields.listOrOne("points").map(ReasonPoint.init))
    }
}

extension ReasonPoint {
    /// A text, a mapping of one catchword to its text, or of one text to the points below it.
    init(_ node: NotesNode) throws(NotesError) {
        guard case .mapping(let entries) = node.content else {
            guard case .text = node.content else { throw node.wrongType("a point", "text, or one 'catchword: text'") }
            self.init(try node.text("a point"))
            return
        }
        guard entries.count == 1, let entry = entries.first else {
            throw NotesError(
                .wrongType(of: "a point", expected: "text, or one 'catchword: text'", found: "a mapping of \(entries.count)"),
                at: node.location)
        }
        if case .list(let nodes) = entry.value.content {
            self.init(entry.key, points: try nodes.map(ReasonPoint.init))
        } else {
            self.init(lead: entry.key, try entry.value.text("'\(entry.key)'"))
        }
    }
}

extension UsageTable {
    init(_ node: NotesNode) throws(NotesError) {
        let fields = try node.mapping("a table", "title", "group", "columns", "rows")
        let columns = try fields.required("columns").list("'columns' of a table").map { (column) throws(NotesError) in
            try column.text("a column")
        }
        let rows = try fields.list("rows").map { (row) throws(NotesError) in
            let cells = try row.list("a row")
            guard cells.count == columns.count else {
                throw NotesError(.cellCount(cells.count, columns: columns.count), at: row.location)
            }
            return try cells.map { (cell) throws(NotesError) in cell.isNothing ? "" : try cell.text("a cell") }
        }
        self.init(
            title: try fields.requiredText("title"), group: try fields.text("group"), columns: columns, rows: rows,
            location: node.location)
    }
}

extension Decision {
    init(_ node: NotesNode) throws(NotesError) {
        let fields = try node.mapping("a decision", "title", "choice", "reasoning", "alternative", "trade-off", "remark")
        self.init(title: try fields.requiredText("title"))
        choice = try fields.text("choice")
        reasoning = try fields.listOrOne("reasoning").map(ReasonPoint.init)
        alternative = try fields.text("alternative")
        tradeOff = try fields.text("trade-off")
        remark = try fields.text("remark")
        location = node.location
    }
}

extension Practice {
    /// A text, or one `title: text`.
    init(_ node: NotesNode) throws(NotesError) {
        let point = try ReasonPoint(node)
        guard point.points.isEmpty else { throw node.wrongType("a practice", "text, or one 'title: text'") }
        self.init(title: point.lead ?? point.text, text: point.lead == nil ? "" : point.text, location: node.location)
    }
}
