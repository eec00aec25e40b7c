import CoreModel
import Diagram
import Text

extension NetworkPageDrawing {
    /// Draws a row of subnets; `x` is where the words of its tier begin.
    mutating func drawRow(_ place: Int, x: Int) {
        let row = vpc.rows[place]
        let isLit = row.subnets.contains { options.light.ends.contains($0.id) || options.light.contains(.subnet($0.id)) }
        let emphasis: Emphasis = options.light.isEmpty ? .normal : isLit ? .path : .dim
        let label = vpc.readsTables ? row.tier.words : "tables not read"
        canvas.write(fitted(label, barX - x - 1), x: x, y: y, kind: .label(-1), emphasis: emphasis)
        switch form {
        case .zones(let width): drawZones(row, width: width)
        case .list: for subnet in row.subnets { drawSubnet(subnet, x: barX, width: options.width - barX, showsZone: true) }
        case .folded: drawFolded(row)
        }
        let facts = words.facts(row, isFolded: form == .folded)
        if form != .folded, !facts.isEmpty { write(facts.joined(separator: "  "), x: x + 2, emphasis: .dim) }
        for note in words.notes(row) { write(note, x: x + 2, emphasis: plain) }
    }

    private mutating func write(_ text: String, x: Int, emphasis: Emphasis) {
        for line in TextWrap.lines(text, width: max(10, options.width - x - 1)) {
            canvas.write(line, x: x, y: y, emphasis: emphasis)
            y += 1
        }
    }

    // MARK: Side by side

    private mutating func drawZones(_ row: SubnetRow, width: Int) {
        var layers: [[SubnetBox?]] = []
        for (column, zone) in vpc.zones.enumerated() {
            for (place, subnet) in row.subnets.filter({ $0.zone == zone }).enumerated() {
                if place == layers.count { layers.append(vpc.zones.map { _ in nil }) }
                layers[place][column] = subnet
            }
        }
        for layer in layers {
            let top = y
            var bottom = y
            for (column, subnet) in layer.enumerated() {
                guard let subnet else { continue }
                y = top
                drawSubnet(subnet, x: barX + column * width, width: width, showsZone: false)
                bottom = max(bottom, y)
            }
            y = bottom
        }
    }

    /// A subnet with the groups in it, line by line.
    private mutating func drawSubnet(_ subnet: SubnetBox, x: Int, width: Int, showsZone: Bool) {
        drawnSubnets += 1
        drawBar(subnet, x: x, limit: x + width - 1, zone: showsZone ? subnet.zone : "")
        let shown = subnet.groups.count > NetworkOptions.groupLimit ? NetworkOptions.groupLimit - 1 : subnet.groups.count
        var drawn: Set<InterfaceIndex> = []
        for resident in subnet.groups.prefix(shown) {
            drawResident(resident, subnet, x: x + 1, limit: x + width - 1)
            drawn.formUnion(resident.interfaces)
        }
        drawnInterfaces += drawn.count
        let rest = subnet.groups.dropFirst(shown)
        if !rest.isEmpty {
            let others = Set(rest.flatMap(\.interfaces)).subtracting(drawn).count
            let text = "+\(TextCount.of(rest.count, "group")), \(TextCount.of(others, "interface"))"
            canvas.write(fitted(text, width - 2), x: x + 1, y: y, emphasis: .dim)
            y += 1
        }
        if subnet.withoutGroups > 0 {
            canvas.write(fitted("+\(subnet.withoutGroups) without groups", width - 2), x: x + 1, y: y, emphasis: .dim)
            y += 1
        }
    }

    /// A subnet's title with its blocks: `▌public-0  10.0.0.0/24`.
    private mutating func drawBar(_ subnet: SubnetBox, x: Int, limit: Int, zone: String) {
        let end = drawTitle(
            subnet.title + mark(subnet.id), .subnet(subnet.id), x: x, brackets: (words.bar(options.glyphs), ""), limit: limit)
        let blocks = subnet.networks.map(\.description)
        let said = [TextList.few(blocks, limit: blocks.first.map { $0.count > 20 } ?? false ? 1 : 2, shown: 1), zone].filter {
            !$0.isEmpty
        }
        let text = said.joined(separator: "  ")
        if TerminalText.width(text) <= limit - end - 2 {
            canvas.write(text, x: end + 2, y: y, kind: .text(-1), emphasis: emphasis(.subnet(subnet.id)))
        } else if let first = blocks.first, TerminalText.width(first) <= limit - end - 2 {
            canvas.write(first, x: end + 2, y: y, kind: .text(-1), emphasis: emphasis(.subnet(subnet.id)))
        }
        y += 1
    }

    /// Columns of the signs before a title.
    private static let signs = 3

    /// `[ECS API SG]   10.0.10.8`: the address stands at the right where there is room, and goes where there is none.
    private mutating func drawResident(_ resident: SubnetBox.Resident, _ subnet: SubnetBox, x: Int, limit: Int) {
        let mark = options.marks[resident.group].map { " " + $0 } ?? ""
        let item = NetworkItem.group(resident.group, subnet: subnet.id)
        let address = words.address(resident)
        drawTitle(resident.name + mark, item, x: x, brackets: ("[", "]"), limit: limit)
        // The signs of what is chosen and lit have room, so that nothing comes and goes with them.
        let title = TerminalText.width(resident.name + mark) + 2
        if title + Self.signs + TerminalText.width(address) < limit - x {
            canvas.write(address, x: limit - TerminalText.width(address), y: y, kind: .text(-1), emphasis: emphasis(item))
        }
        y += 1
    }

    // MARK: A line a row

    /// `▌12 subnets in 3 zones  table app  acl shop-app`, and its subnets one by one where it was opened.
    private mutating func drawFolded(_ row: SubnetRow) {
        guard let first = row.subnets.first else { return }
        let facts = words.facts(row, isFolded: true)
        let isOpen = options.opened.contains(first.id)
        var title: String
        let item: NetworkItem
        if row.subnets.count == 1 {
            (title, item) = (first.title + mark(first.id), .subnet(first.id))
            drawnSubnets += 1
        } else {
            let zones = Set(row.subnets.map(\.zone)).subtracting([""]).count
            title = TextCount.of(row.subnets.count, "subnet") + (zones > 0 ? " in \(TextCount.of(zones, "zone"))" : "")
            title += row.subnets.contains { !mark($0.id).isEmpty } ? " ~" : ""
            item = .row(first.id)
        }
        let end = drawTitle(title, item, x: barX, brackets: (words.bar(options.glyphs), ""), limit: options.width - 1)
        var said = facts.joined(separator: "  ")
        if row.subnets.count == 1 {
            canvas.write(fitted(said, options.width - end - 3), x: end + 2, y: y, kind: .text(-1), emphasis: emphasis(item))
            drawGroups(of: first, x: end + 2 + (said.isEmpty ? 0 : TerminalText.width(said) + 2))
            y += 1
            return
        }
        if row.interfaces > 0 { said += (said.isEmpty ? "" : "  ") + TextCount.of(row.interfaces, "interface") }
        canvas.write(fitted(said, options.width - end - 3), x: end + 2, y: y, kind: .text(-1), emphasis: emphasis(item))
        y += 1
        guard isOpen else { return }
        for subnet in row.subnets { drawOpened(subnet) }
    }

    /// A subnet of a row that was opened, in one line: name, block, zone, groups.
    private mutating func drawOpened(_ subnet: SubnetBox) {
        drawnSubnets += 1
        let limit = options.width - 1
        let row = y
        drawBar(subnet, x: barX + 1, limit: limit, zone: subnet.zone)
        guard !subnet.groups.isEmpty else { return }
        y = row + 1
        drawGroups(of: subnet, x: barX + 2)
        y += 1
    }

    /// The groups of a subnet side by side, as many as there is room for.
    private mutating func drawGroups(of subnet: SubnetBox, x start: Int) {
        var x = start
        let limit = options.width - 1
        for (number, resident) in subnet.groups.enumerated() {
            let more = "+\(TextCount.of(subnet.groups.count - number, "group"))"
            let width = TerminalText.width(resident.name) + 4
            let room = limit - x - (number + 1 < subnet.groups.count ? more.count + 1 : 0)
            if width + Self.signs > room, number > 0 || width + Self.signs > limit - x {
                if more.count <= limit - x { canvas.write(more, x: x, y: y, emphasis: .dim) }
                break
            }
            let mark = options.marks[resident.group].map { " " + $0 } ?? ""
            let item = NetworkItem.group(resident.group, subnet: subnet.id)
            x = drawTitle(resident.name + mark, item, x: x, brackets: ("[", "]"), limit: limit) + 1
        }
    }
}
