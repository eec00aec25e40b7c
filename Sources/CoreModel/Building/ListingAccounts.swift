extension InventoryBuilder {
    /// The listings, each without an account given the one that all groups of its folder are of.
    func listings(_ told: [NetworkListing]) -> [NetworkListing] {
        var owners: [String: Set<TextID>] = [:]
        for contribution in contributions where contribution.listing.document == nil && !contribution.group.owner.isNone {
            owners[NetworkListing.folder(ofFile: contribution.listing.file), default: []].insert(contribution.group.owner)
        }
        return told.map { listing in
            var listing = listing
            if listing.scope.account.isNone, let only = owners[listing.folder], only.count == 1 {
                listing.scope.account = only.first ?? .none
            }
            return listing
        }
    }
}

extension NetworkListing {
    /// The folder of a file; empty where it has none.
    static func folder(ofFile file: String) -> String { file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "" }
}
