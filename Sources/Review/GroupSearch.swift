import SecurityGroups

/// Finds groups by a piece of text, case ignored.
public struct GroupSearch: Sendable {
    private let annotations: Annotations

    /// A search over an inventory with its titles.
    public init(annotations: Annotations) {
        self.annotations = annotations
    }

    /// The loaded groups whose title, name, id, description or tags hold a text, by title; all for the empty text.
    public func groups(matching text: String) -> [GroupIndex] {
        let wanted = text.lowercased()
        let inventory = annotations.inventory
        let name = { (index: GroupIndex) in (annotations.names.name(of: index).lowercased(), index) }
        return inventory.loadedGroups.filter { index in
            wanted.isEmpty || texts(of: index).contains { $0.lowercased().contains(wanted) }
        }.sorted { name($0) < name($1) }
    }

    private func texts(of index: GroupIndex) -> [String] {
        let inventory = annotations.inventory
        let group = inventory[index]
        let tags = group.tags.map { "\(inventory[$0.key])=\(inventory[$0.value])" }
        return [annotations.names.name(of: index), inventory[group.name], inventory[group.id], inventory[group.description]]
            + tags
    }
}
