import CoreModel

/// Inline blocks of which some name groups that are known only after apply.
///
/// The plan tells which groups all blocks of a direction name together. A group whose id is not known yet cannot stand in a block
/// that is settled, nor can one that no settled block names: it stands in an open one. Where all open blocks let the same through,
/// it does not matter in which.
struct OpenBlocks {
    private let blocks: [Tree]
    private let found: PlanReferences.Found

    init(_ blocks: [Tree], _ found: PlanReferences.Found) {
        self.blocks = blocks
        self.found = found
    }

    /// The blocks with the groups that open ones name for certain, and what they may name.
    func settled(_ direction: Direction) -> [Tree] {
        let open = blocks.filter(Self.isOpen)
        let elsewhere = blocks.filter { !Self.isOpen($0) }.flatMap { $0["security_groups"]?.elements.compactMap(\.string) ?? [] }
        let certain = found.ids.filter { !elsewhere.contains($0) }
        let traffics = Set(open.map { block in ["protocol", "from_port", "to_port"].map { block[$0] } })
        guard !found.isOpen, found.isPlain, !certain.isEmpty, traffics.count == 1 || (open.count == 1 && certain.count == 1)
        else {
            return blocks.map { block in
                guard case .unknown(var unknown)? = block["security_groups"] else { return block }
                if !found.isOpen { unknown.candidates = found.ids }
                return block.setting("security_groups", .unknown(unknown))
            }
        }
        // Groups of settled blocks may stand in an open one too, unless a settled block lets them do the same anyway.
        let same = blocks.filter { block in
            !Self.isOpen(block) && ["protocol", "from_port", "to_port"].map { block[$0] } == traffics.first
        }
        let sure = Set(same.flatMap { $0["security_groups"]?.elements.compactMap(\.string) ?? [] })
        let perhaps = found.ids.filter { !certain.contains($0) && !sure.contains($0) }
        var isFirst = true
        return blocks.compactMap { block in
            guard case .unknown(var unknown)? = block["security_groups"] else { return block }
            unknown.candidates = perhaps
            let groups = certain.map { Tree.text($0) } + (perhaps.isEmpty ? [] : [.unknown(unknown)])
            let named = block.setting("security_groups", .list(isFirst ? groups : []))
            isFirst = false
            if InlineRule.isEmpty(named) { return nil }
            // Which of several had which description is not known.
            return open.count > 1 ? named.setting("description", .null) : named
        }
    }

    private static func isOpen(_ block: Tree) -> Bool { block["security_groups"]?.unknown != nil }
}
