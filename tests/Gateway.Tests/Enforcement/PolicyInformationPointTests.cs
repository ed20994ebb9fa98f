using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;
using static Gateway.Tests.Enforcement.TestGate;

namespace Gateway.Tests.Enforcement;

/// <summary>What the registers know of parties, officers and cases, as a decision sees it.</summary>
public sealed class PolicyInformationPointTests
{
    private TestGate _house = null!; // set before each test

    private PolicyInformationPoint Registers => _house.Registers;

    [SetUp]
    public async Task Open() => _house = await OpenAsync();

    [TearDown]
    public async Task Close() => await _house.DisposeAsync();

    [Test]
    public async Task Party_Registered_IsFoundEachWay()
    {
        Assert.That((await Registers.PartyAsync(Social, "f", default)).Id, Is.EqualTo(Social));
        Assert.That((await Registers.FindPartyAsync(Social, default))?.Kind, Is.EqualTo(PartyKind.SocialServices));
        Assert.That((await _house.DoAsync(work => Registers.PartyAsync(work, School, "f", default))).Id, Is.EqualTo(School));
    }

    [Test]
    public async Task Party_Unknown_NamesTheField()
    {
        var nobody = new PartyId("ingen");
        Assert.That(await Registers.FindPartyAsync(nobody, default), Is.Null);
        Assert.That(await Refused.MessageAsync(async () => await Registers.PartyAsync(nobody, "holder", default)), Is.EqualTo("holder: no such party"));
        Assert.That(await Refused.OfAsync(() => _house.DoAsync(async work => { await Registers.PartyAsync(work, nobody, "holder", default); })),
            Is.EqualTo(Refusal.BadField));
    }

    [Test]
    public async Task Party_WhoseRowWasChangedByAnotherWay_IsNotRestedOn()
    {
        var forged = Registers.Prove(Party(new PartyId("falsk"), PartyKind.SocialServices)) with { Kind = PartyKind.Police };
        await _house.DoAsync(work => _house.Parties.AddPartyAsync(work, forged, default));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Registers.FindPartyAsync(forged.Id, default));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _house.DoAsync(work => Registers.PartyAsync(work, forged.Id, "f", default)));
    }

    [Test]
    public async Task Officer_UnknownOrRevoked_IsRefusedEachWay()
    {
        var gone = await _house.CallerAsync(Officer(Social, "borta", "assessor") with { IsRevoked = true });
        foreach (var id in (string[])["ingen", gone.Officer])
        {
            Assert.That(await Refused.OfAsync(async () => await Registers.OfficerAsync(Social, id, default)), Is.EqualTo(Refusal.RoleMissing));
            Assert.That(await Refused.OfAsync(() => _house.DoAsync(async work => { await Registers.OfficerAsync(work, Social, id, default); })),
                Is.EqualTo(Refusal.RoleMissing));
        }
        await _house.CallerAsync(Social, "ek");
        Assert.That((await Registers.OfficerAsync(Social, "ek", default)).FullId, Is.EqualTo("soc/ek"));
        Assert.That(await Refused.OfAsync(async () => await Registers.OfficerAsync(Police, "ek", default)), Is.EqualTo(Refusal.RoleMissing));
    }

    [TestCase(3, true)]
    [TestCase(4, true)]
    [TestCase(2, false)]
    public async Task Caller_LoggedInAtALevel_ActsFromTheThirdOn(int assurance, bool passes)
    {
        var caller = await _house.CallerAsync(Officer(Social, "ek"), assurance);
        var acts = () => _house.DoAsync(async work => { await Registers.CallerAsync(work, caller, default); });
        if (passes) await acts();
        else Assert.That(await Refused.MessageAsync(acts), Does.Contain("level 3"));
    }

    [Test]
    public async Task OfficerWith_ARoleOrOneOfSome_HasToHaveIt()
    {
        var caller = await _house.CallerAsync(Social, "ek", "registrar");
        Assert.That((await Registers.OfficerWithAsync(caller, "registrar", default)).Id, Is.EqualTo("ek"));
        Assert.That((await _house.DoAsync(w => Registers.OfficerWithAsync(w, caller, "registrar", default))).Id, Is.EqualTo("ek"));
        Assert.That((await _house.DoAsync(w => Registers.OfficerWithAsync(w, caller, ["system", "registrar"], default))).Id, Is.EqualTo("ek"));
        Assert.That(await Refused.MessageAsync(async () => await Registers.OfficerWithAsync(caller, "system", default)), Is.EqualTo("this needs the role `system`"));
        Assert.That(await Refused.MessageAsync(() => _house.DoAsync(async w => { await Registers.OfficerWithAsync(w, caller, "system", default); })),
            Is.EqualTo("this needs the role `system`"));
        Assert.That(await Refused.MessageAsync(() => _house.DoAsync(async w => { await Registers.OfficerWithAsync(w, caller, ["system", "assessor"], default); })),
            Is.EqualTo("this needs the role `system` or `assessor`"));
    }

    [Test]
    public void Facts_OfAnOfficer_AreThoseOfTheDirectoryAndTheLogin()
    {
        var facts = Registers.Facts(Officer(Social, "ek", "assessor"), 4, [_house.Person("a")]);
        Assert.That((facts.Id, facts.Assurance, facts.TrainingValidUntil), Is.EqualTo(("soc/ek", 4, (DateOnly?)Day)));
        Assert.That(facts.Roles, Is.EqualTo(["assessor"]));
        Assert.That((facts.IsSubject, facts.HasConflictOfInterest), Is.EqualTo((Truth.False, Truth.False)));
    }

    [Test]
    public void Facts_OfOneWhoIsOrKnowsThePerson_SayWhich()
    {
        var (self, relative) = (_house.Person("själv"), _house.Person("kusin"));
        var officer = Officer(Social, "ek") with
        {
            Person = _house.Pseudonyms.OfficersMark(self), Conflicts = [_house.Pseudonyms.OfficersMark(relative)],
        };
        Assert.That(Truths(officer, self), Is.EqualTo((Truth.True, Truth.False)));
        Assert.That(Truths(officer, relative), Is.EqualTo((Truth.False, Truth.True)));
        Assert.That(Truths(officer, _house.Person("annan")), Is.EqualTo((Truth.False, Truth.False)));
        Assert.That(Truths(officer with { Person = default }, _house.Person("annan")), Is.EqualTo((Truth.Unknown, Truth.False)));
        Assert.That(Truths(officer, default), Is.EqualTo((Truth.False, Truth.False)), "nobody identified is nobody's conflict");

        (Truth, Truth) Truths(Officer of, ReadOnlyMemory<byte> person)
        {
            var facts = Registers.Facts(of, 3, [person]);
            return (facts.IsSubject, facts.HasConflictOfInterest);
        }
    }

    [Test]
    public void BesideTheSubject_SomebodyTheOfficerKnows_IsSaidOfThatPersonAlone()
    {
        var relative = _house.Person("kusin");
        var officer = Officer(Social, "ek") with { Conflicts = [_house.Pseudonyms.OfficersMark(relative)] };
        var persons = new[] { PersonRole.Subject, PersonRole.Relative, PersonRole.Other }.Select(r => new PersonFacts { Role = r }).ToList();
        // The first is the one asked about: of that one the officer's own facts say it.
        var seen = Registers.BesideTheSubject(officer, persons, [relative, relative, _house.Person("annan")]);
        Assert.That(seen.Select(p => p.ConflictsWithOfficer), Is.EqualTo([false, true, false]));
    }

    [Test]
    public void RefuseConflict_TheOfficersOwnOrAnUnknownPerson_Refuses()
    {
        var (self, relative, other) = (_house.Person("själv"), _house.Person("kusin"), _house.Person("annan"));
        var officer = Officer(Social, "ek") with
        {
            Person = _house.Pseudonyms.OfficersMark(self), Conflicts = [_house.Pseudonyms.OfficersMark(relative)],
        };
        Assert.That(() => Registers.RefuseConflict(officer, [other]), Throws.Nothing);
        foreach (var person in (ReadOnlyMemory<byte>[])[self, relative])
            Assert.That(Refused.Of(() => Registers.RefuseConflict(officer, [other, person])), Is.EqualTo(Refusal.RoleMissing));
        Assert.That(Refused.Of(() => Registers.RefuseConflict(officer with { Person = default }, [other])), Is.EqualTo(Refusal.RoleMissing));
        Assert.That(Registers.HasConflict(officer with { Person = default }, []), Is.True);
    }

    [Test]
    public async Task Case_OfTheParty_IsToldAsNeedToKnowSeesIt()
    {
        var (caller, person) = (await _house.CallerAsync(Police, "berg"), _house.Person("a"));
        var file = new CaseFile
        {
            Party = Police, Id = "fu-1", Kind = CaseKind.PreliminaryInvestigation, Purpose = "investigate-crime", Subject = person, Officers = ["berg"],
            OpenedAt = At,
        };
        await _house.DoAsync(async work =>
        {
            await _house.Cases.TryAddAsync(work, file, default);
            await _house.Cases.TryAddAsync(work, file with { Id = "fu-2", Officers = ["ek"] }, default);
            await _house.Cases.CloseAsync(work, Police, "fu-2", At, null, default);
        });
        Assert.That(await CaseAsync("fu-1", person), Is.EqualTo(new CaseFacts(true, true, true, "investigate-crime")));
        Assert.That(await CaseAsync("fu-2", _house.Person("b")), Is.EqualTo(new CaseFacts(false, false, false, "investigate-crime")));
        Assert.That(await CaseAsync("fu-1", default), Is.EqualTo(new CaseFacts(true, true, false, "investigate-crime")));
        Assert.That(await CaseAsync("fu-3", person), Is.Null);
        Assert.That(await CaseAsync("", person), Is.Null);
        Assert.That(await CaseAsync(null, person), Is.Null);

        Task<CaseFacts?> CaseAsync(string? id, ReadOnlyMemory<byte> subject) => _house.DoAsync(work => Registers.CaseAsync(work, caller, id, subject, default));
    }
}
