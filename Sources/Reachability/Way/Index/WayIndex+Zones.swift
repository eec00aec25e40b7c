import CoreModel

/// Which subnets are in one availability zone.
extension WayIndex {
    /// Whether two subnets are in one zone; nil where that is not told.
    ///
    /// Names of zones say it within one account only.
    func areInOneZone(_ one: TextID, _ other: TextID) -> Bool? {
        if one == other { return true }
        guard let one = subnet(one), let other = subnet(other) else { return nil }
        if !one.zoneID.isNone, !other.zoneID.isNone { return one.zoneID == other.zoneID }
        if one.zone.isNone || other.zone.isNone { return nil }
        if one.vpc == other.vpc, !one.vpc.isNone { return one.zone == other.zone }
        let owners = [one, other].map { $0.owner.isNone ? inventory.scope(ofVpc: $0.vpc).account : $0.owner }
        return owners[0] == owners[1] && !owners[0].isNone ? one.zone == other.zone : nil
    }

    /// Whether a subnet may be in a Local Zone, whose name is longer than that of a zone of a region: `us-west-2-lax-1a`.
    func mayBeLocalZone(_ id: TextID) -> Bool {
        guard let subnet = subnet(id) else { return true }
        return subnet.zone.isNone
            ? inventory[subnet.zoneID].split(separator: "-").count > 2
            : inventory[subnet.zone].split(separator: "-").count > 3
    }
}
