import Frames
import Testing

@testable import Terminal

@Suite("How roles look")
struct RoleAppearanceTests {
    @Test("roles that stand side by side look different, with colours and without", arguments: [true, false])
    func sideBySide(colored: Bool) {
        for roles in RoleAppearance.sideBySide {
            #expect(Set(roles.map { RoleAppearance($0, colored: colored) }).count == roles.count, "\(roles)")
        }
    }

    @Test("every verdict differs from every other and from ordinary text by attributes or by a colour that all eyes tell apart")
    func verdicts() {
        let looks = [Role.allowed, .blocked, .depends].map { RoleAppearance($0, colored: true) }
        #expect(looks.map(\.color) == [.cyan, .red, .magenta])
        #expect(Set(looks.map(\.attributes)).count == 3)
    }

    @Test("without colours no role asks for one", arguments: Role.allCases)
    func monochrome(role: Role) {
        #expect(RoleAppearance(role, colored: false).color == nil)
    }

    @Test("bars and the selection are reverse video: readable on any background")
    func reverse() {
        for colored in [true, false] {
            #expect(RoleAppearance(.bar, colored: colored).attributes.contains(.reverse))
            #expect(RoleAppearance(.selected, colored: colored).attributes.contains(.reverse))
            #expect(RoleAppearance(.selected, colored: colored).color == nil)
        }
    }

    @Test("bold cyan, which light backgrounds swallow, is never used", arguments: Role.allCases)
    func noBrightCyan(role: Role) {
        let look = RoleAppearance(role, colored: true)
        #expect(!(look.color == .cyan && look.attributes.contains(.bold)))
    }

    @Test("a dim role is plain where the terminal cannot dim, never unreadable")
    func dim() {
        let look = RoleAppearance(.dim, colored: true)
        #expect(look.color == nil)
        #expect(look.attributes.intersection([.bold, .reverse, .underline]).isEmpty)
    }
}
