import Reachability
import Documentation
import CoreModel
import Text
import Words
import Map
import Frames

extension Screen {
    /// Draws the list of groups, with the filter in its bar.
    mutating func drawList(_ area: Area) {
        guard let list = state.list, !area.isEmpty else { return }
        let limit = area.x + area.width
        let isTyping = if case .filter = state.prompt { true } else { false }
        frame.fill(Area(x: area.x, y: area.y, width: area.width, height: 1), role: .bar)
        let count = state.executor.isRunning(.groups) ? "finding ..." : "\(list.hits.count) of \(model.groupCount)"
        let label = "\(state.focus == .list ? pointer : " ") groups "
        let start = frame.put(label, x: area.x, y: area.y, role: .bar, limit: limit)
        if isTyping {
            let slash = frame.put("/", x: start, y: area.y, role: .bar, limit: limit)
            _ = drawInput(list.filter, x: slash, y: area.y, width: max(4, limit - slash - count.count - 2))
        } else if !list.filter.isEmpty {
            frame.put("/\(list.filter.text)", x: start, y: area.y, role: .bar, limit: limit - count.count - 2)
        }
        frame.putRight("\(count) ", after: start, y: area.y, role: .bar, limit: limit)
        drawRows(list, area: area)
    }

    /// Columns of the account, or the region, with the blank before it.
    static var placeWidth: Int { 14 }

    /// Columns that a name has at least, where others can give way.
    private static var leastName: Int { 12 }

    private mutating func drawRows(_ list: GroupList, area: Area) {
        let limit = area.x + area.width
        guard area.height > 2 else { return }
        let order = list.order
        func head(_ word: String, _ column: GroupColumn) -> String {
            guard let order, order.column == column, !word.isEmpty else { return word }
            let isDown = (column.isNumber || column.isMark) != order.isTurned
            return word + (isDown ? isASCII ? "v" : "▾" : isASCII ? "^" : "▴")
        }
        let columns = [
            head("in", .inbound), head("out", .outbound),
            model.inventory.interfaces.isEmpty ? "" : head("interf.", .interfaces),
        ]
        var widths = [4, 5, columns[2].isEmpty ? 0 : 9]
        // What it is sorted by is seen; of other columns the account where there are several.
        let sortedBy = order.flatMap { $0.column.isNumber || $0.column == .name ? nil : $0.column }
        let place = sortedBy.map { head($0.rawValue, $0) } ?? model.scopes.column
        let placeWidth = place == nil ? 0 : Self.placeWidth
        let facts = sortedBy == nil ? nil : state.listFacts
        // Beside a place names would be a letter or two: how many interfaces carry a group gives way where nobody sorts by it.
        let isTight = area.width - 3 - widths.reduce(0, +) - placeWidth < Self.leastName
        if isTight, order?.column != .interfaces { widths[2] = 0 }
        let nameWidth = area.width - 3 - widths.reduce(0, +) - placeWidth
        if let place { frame.putRight(place, after: area.x, y: area.y + 1, role: .dim, limit: limit - 1) }
        frame.put("name", x: area.x + 2, y: area.y + 1, role: .dim, limit: limit)
        drawNumbers(columns, widths, x: area.x + 2 + nameWidth, y: area.y + 1, role: .dim, limit: limit)
        if list.hits.isEmpty {
            let text = state.executor.isRunning(.groups) ? ["finding ..."] : emptyText(list)
            for (row, line) in text.flatMap({ TextWrap.lines($0, width: area.width - 3) }).prefix(area.height - 2).enumerated() {
                frame.put(line, x: area.x + 2, y: area.y + 2 + row, limit: limit)
            }
        }
        let words = FoundText(model.finder, model.annotations)
        for row in 0..<(area.height - 2) {
            let number = list.scroll.top + row
            guard number < list.hits.count else { return }
            let hit = list.hits[number]
            let y = area.y + 2 + row
            let isSelected = number == list.scroll.cursor
            let role: Role = isSelected ? (state.focus == .list ? .selected : .strong) : .plain
            if isSelected { frame.fill(Area(x: area.x, y: y, width: area.width, height: 1), role: role) }
            let isMarked = state.review?.sign(of: hit.group) != nil
            let sign = isSelected ? pointer : hit.outcome == .depends ? "?" : model.isChanged(hit.group) ? "~" : " "
            frame.put(sign, x: area.x, y: y, role: role, limit: limit)
            if isMarked { frame.put("!", x: area.x + 1, y: y, role: isSelected ? role : .differs, limit: limit) }
            let name = TerminalText.fitted(model.name(.group(hit.group)), to: nameWidth - 1, ending: isASCII ? "~" : "…")
            let end = frame.put(name, x: area.x + 2, y: y, role: role, limit: area.x + 2 + nameWidth)
            let reason = hit.found.map { words.reason($0, more: hit.more) } ?? ""
            let left = area.x + nameWidth - end
            if !reason.isEmpty, left > 8 {
                let text = TerminalText.fitted(reason, to: left - 1, ending: isASCII ? "~" : "…")
                frame.put(text, x: end + 2, y: y, role: isSelected ? role : .dim, limit: area.x + 2 + nameWidth)
            }
            drawNumbers(
                model.counts(of: hit.group, withInterfaces: widths[2] > 0), widths, x: area.x + 2 + nameWidth, y: y, role: role,
                limit: limit)
            if place != nil {
                let told = sortedBy.flatMap { facts?.text($0, of: hit.group) } ?? model.scopes.columnText(of: hit.group)
                let text = fitted(told, to: placeWidth - 1)
                frame.putRight(text, after: area.x + 2 + nameWidth, y: y, role: role, limit: limit - 1)
            }
        }
    }

    private mutating func drawNumbers(_ texts: [String], _ widths: [Int], x: Int, y: Int, role: Role, limit: Int) {
        var end = x
        for (text, width) in zip(texts, widths) where width > 0 {
            end += width
            frame.putRight(text, after: x, y: y, role: role, limit: min(end, limit))
        }
    }

    private func emptyText(_ list: GroupList) -> [String] {
        if GroupQuery(list.filter.text, resolver: model.analyzer.resolver).isAboutRules {
            return ["no group lets that in"]
        }
        if !GroupConditions(list.filter.text).isEmpty {
            return ["no group has all of that", "", "F asks for another, Esc lists all"]
        }
        return [
            "nothing is called so, has it, or says it.", "",
            "A port or an address asks who lets it in: 5432, 10.1.2.3:5432, internet:443",
        ]
    }
}

extension ExplorerModel {
    /// The numbers of a group's rules in each direction, and of the interfaces that carry it.
    func counts(of group: GroupIndex, withInterfaces: Bool) -> [String] {
        let described = inventory[group]
        return [
            UnlistedRules.count(described, .ingress), UnlistedRules.count(described, .egress),
            withInterfaces ? "\(carriers[group]?.count ?? 0)" : "",
        ]
    }
}
