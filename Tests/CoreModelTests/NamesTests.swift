import Testing

@testable import CoreModel

@Suite("What groups are called")
struct NamesTests {
    private func names(_ groups: [(id: String, name: String, tag: String?, vpc: String)]) -> [String] {
        var builder = InventoryBuilder(label: "test")
        for entry in groups {
            var group = Group(id: builder.intern(entry.id))
            group.name = builder.intern(entry.name)
            group.vpc = builder.intern(entry.vpc)
            if let tag = entry.tag { group.tags = [Tag(key: builder.intern("Name"), value: builder.intern(tag))] }
            builder.beginGroup(group, in: Listing(kind: .groups, argument: 0, file: "a.json"))
        }
        let inventory = builder.finish()
        let names = Names(inventory)
        return inventory.loadedGroups.map { names.name(of: $0) }
    }

    @Test("Shared prefix, -sg and generated suffixes say nothing and go")
    func shortened() {
        #expect(
            names([
                ("sg-1", "chat-dev-ecs-api-sg-20261123183419551600000005", nil, "v"), ("sg-2", "chat-dev-alb-sg", nil, "v"),
                ("sg-3", "chat-dev-rds-sg-a1b2c3d", nil, "v"), ("sg-4", "chat-dev-cache-1A2B3C4D5E6F", nil, "v"),
            ]) == ["ecs-api", "alb", "rds", "cache"])
    }

    @Test("A Name tag wins over the group's name unless it repeats it")
    func tags() {
        #expect(names([("sg-1", "x-web-sg", "Web tier", "v"), ("sg-2", "x-db-sg", "x-db-sg", "v")]) == ["Web tier", "db"])
        #expect(
            names([("sg-1", "x-web-sg", nil, "v"), ("sg-2", "x-db-sg-20261123183419551600000005", "x-db-sg", "v")]) == [
                "web", "db",
            ])
    }

    @Test("Equal names are told apart by VPC, and by id where that is not enough")
    func distinct() {
        #expect(
            names([("sg-1", "default", nil, "vpc-a"), ("sg-2", "default", nil, "vpc-b")]) == [
                "default (vpc-a)", "default (vpc-b)",
            ])
        #expect(names([("sg-1", "web", "w", "vpc-a"), ("sg-2", "api", "w", "vpc-a")]) == ["w (sg-1)", "w (sg-2)"])
    }

    @Test("A group of which only the id is known is called by it")
    func idOnly() {
        #expect(names([("sg-1", "", nil, "")]) == ["sg-1"])
    }
}
