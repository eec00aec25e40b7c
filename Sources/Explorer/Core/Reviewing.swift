import Reachability
import Documentation
import CoreModel
import Text
import Map

/// What differs from the notes and what the audit finds, where one looks: at boxes and lines, in the panes.
extension ExplorerModel {
    /// The rows of a group's pane with what differs and what was found behind its rules.
    func reviewed(_ rows: [ReportRow], of group: GroupIndex, by review: ReviewMarks?, withFindings: Bool, width: Int)
        -> [ReportRow]
    {
        let rows = withReasons(rows, of: group, width: width)
        guard let review else { return rows }
        // What takes longer than the time between two keys where a group has thousands of findings comes later.
        let lines = withFindings ? review.report(of: group, width: width - 1) : []
        let reasons = decisions(about: group, width: width)
        let found =
            lines.isEmpty ? [] : [ReportRow(line: StyledLine("review", .strong))] + lines.map { ReportRow(line: $0.indented) }
        let isSigned = review.sign(of: group) != nil
        let said = review.differs(group) ? "! differs from the notes" : isSigned ? review.text(of: group) : nil
        let notice = said.map { StyledLine.wrapped("\($0), see review", .differs, width: width - 2) } ?? []
        let above = notice.map { ReportRow(line: $0.indented) }
        let behind =
            (rows.lastIndex { $0.rule.map { inventory[$0].group } == group } ?? rows.firstIndex { $0.line.spans.isEmpty })
        guard !found.isEmpty, let behind else { return above + rows + reasons }
        let rest = rows[(behind + 1)...]
        let head = above + rows[...behind] + [ReportRow(line: StyledLine())] + found
        return head + (rest.first?.line.spans.isEmpty == true ? [] : [ReportRow(line: StyledLine())]) + rest + reasons
    }

    /// The rows of a group's pane with the notes' reason below each of its rules.
    private func withReasons(_ rows: [ReportRow], of group: GroupIndex, width: Int) -> [ReportRow] {
        guard annotations.notes(of: group) != nil else { return rows }
        var result: [ReportRow] = []
        var seen = Set<String>()
        for (place, row) in rows.enumerated() {
            result.append(row)
            guard let rule = row.rule, inventory[rule].group == group else { continue }
            if rows.indices.contains(place + 1), rows[place + 1].rule == rule { continue }
            // What is true of several rules stands below the first of them.
            let whys = annotations.whys(rule).filter { seen.insert($0).inserted }
            if whys.isEmpty { continue }
            let isStacked = place > 0 && rows[place - 1].rule == rule
            let indent = isStacked ? row.line.text.prefix { $0 == " " }.count : min(13, width / 3)
            let lines = StyledLine.hanging("why: \(whys.joined(separator: " "))", .dim, indent: indent, width: width)
            result += lines.map { ReportRow(line: $0, rule: rule, target: row.target) }
        }
        return result
    }

    /// What differs about a line of the map.
    func reviewRows(_ line: MapLine, by review: ReviewMarks?, width: Int) -> [ReportRow] {
        guard let review, let source = line.source.source, let target = line.target.source else { return [] }
        return review.differences(from: source, to: target).flatMap { ReportRow.wrapped("! \($0)", .differs, width: width) }
    }

    /// What the notes say of the flows of a line: that they are allowed, or denied on purpose, and why.
    func documentedRows(_ line: MapLine, _ traffic: [Traffic], width: Int) -> [ReportRow] {
        guard notes != nil, let source = line.source.source, let target = line.target.source else { return [] }
        let sentences = traffic.prefix(20).compactMap { part -> String? in
            let (port, ends) = (PortQuery([part], asked: ""), (Endpoint(source), Endpoint(target)))
            let question = try? Question(from: ends.0, to: ends.1, port: port, version: .v4)
            return question.flatMap(annotations.documented).map { "notes: \(part.text) \($0.sentence)" }
        }.distinct()
        let rows = sentences.flatMap { ReportRow.wrapped($0, width: width) }
        return rows.isEmpty ? [] : rows + [ReportRow(line: StyledLine())]
    }

    /// The decisions that a step of the walkthrough shows together with a group.
    private func decisions(about group: GroupIndex, width: Int) -> [ReportRow] {
        guard let notes, notes.walkthrough.count <= 200 else { return [] }
        let titles = [annotations.notes(of: group)?.title, names.name(of: group)].compactMap { $0?.lowercased() }
        var rows: [ReportRow] = []
        for (place, step) in notes.walkthrough.enumerated() {
            let isLit = step.lights.contains { light in
                guard case .group(let title) = light else { return false }
                return titles.contains(title.lowercased())
            }
            guard isLit else { continue }
            for case .decision(let title) in step.shows {
                guard let decision = notes.decision(titled: title) else { continue }
                let said = [
                    decision.choice.map { "\(decision.title): \($0)" } ?? decision.title,
                    "(step \(place + 1) of the walkthrough)",
                ]
                let lines = TextWrap.lines(TerminalText.safe(said.joined(separator: " ")), width: width - 3)
                rows += lines.enumerated().map { ReportRow(line: StyledLine(($0 == 0 ? " " : "   ") + $1)) }
            }
        }
        return rows.isEmpty ? [] : [ReportRow(line: StyledLine()), ReportRow(line: StyledLine("decisions", .strong))] + rows
    }
}

extension StyledLine {
    /// The line, one column further to the right.
    fileprivate var indented: StyledLine { StyledLine([StyledSpan(" ")] + spans) }
}

extension ExplorerState {
    /// The review is there: the map gets its signs, the pane what was found.
    mutating func take(review: ReviewMarks) {
        self.review = review
        side.reviewSummary = review.summary
        redrawMap()
        relist()
        openWantedFindings()
    }

    /// Makes n and N go through the groups that differ from the notes or have grave findings.
    mutating func sayReview() {
        guard let review else {
            message = "reviewing the rules ..."
            if needFlows() { order(.review) }
            return
        }
        let groups = model.inventory.loadedGroups.filter { review.sign(of: $0) != nil }.sorted {
            (model.names.name(of: $0), $0) < (model.names.name(of: $1), $1)
        }
        message = side.reviewSummary.map(\.text).joined(separator: "; ")
        guard !groups.isEmpty else { return }
        found = FindResult(wanted: "!", groups: groups, place: groups.count - 1, model: model)
        message = "\(TextCount.of(groups.count, "group")) with !   n shows it"
        if groups.count > 1 { message = "\(groups.count) groups with !   n shows the next" }
    }

    /// What the bar of the selection says of its review: of a box "! differs from the notes, 2 findings", with the sign that the box
    /// has; of a line what differs about the line itself.
    var reviewText: String? {
        guard let review else { return nil }
        if let line = shownLine {
            guard let source = line.source.source, let target = line.target.source else { return nil }
            return review.differences(from: source, to: target).isEmpty ? nil : "! differs from the notes"
        }
        return selection?.group.flatMap { review.text(of: $0) }
    }
}

extension Screen {
    /// What the review says of the whole, and the steps of the walkthrough while it is open.
    var sideOverview: [(String, [StyledLine])] {
        var parts: [(String, [StyledLine])] = []
        if state.side.isTourOpen, let tour = state.side.tour {
            parts.append(("the walkthrough", tour.contents(pointer: pointer)))
        }
        let title = model.notes == nil ? "audit" : "notes"
        if state.executor.isRunning(.review) { return parts + [(title, [StyledLine("reviewing the rules ...", .dim)])] }
        return state.side.reviewSummary.isEmpty ? parts : parts + [(title, state.side.reviewSummary)]
    }
}

extension ReviewMarks {
    /// How much of what is documented holds, and what the audit found, by severity.
    var summary: [StyledLine] {
        var lines: [StyledLine] = []
        if let check {
            let all = check.inbound + check.outbound
            let held = check.flows.count { $0.status == .holds }
            let differing = all.count { $0.status == .differs }
            var text = "\(held) of \(check.flows.count) documented flows hold"
            if differing > 0 { text += ", \(differing) of \(all.count) inbounds and outbounds differ" }
            if !check.undocumented.isEmpty { text += ", \(check.undocumented.count) flows are not documented" }
            lines.append(StyledLine(text, check.differences > 0 ? .differs : .plain))
        }
        let counts = openCounts
        let words = counts.map { "\($0.count) \($0.severity.rawValue)" }.joined(separator: ", ")
        let isGrave = (counts.first?.severity ?? .low) >= .medium
        lines.append(StyledLine(counts.isEmpty ? "the audit finds nothing" : "audit: \(words)", isGrave ? .differs : .plain))
        return lines
    }
}
