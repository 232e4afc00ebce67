/**
 * Long passwords that come first in the lists of those who guess, in French and English, in plain letters and digits. Digits around
 * a word are taken off before it is looked up here, so that "motdepasse2024" is "motdepasse".
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
	`motdepasse monmotdepasse lemotdepasse motdepassesecret motdepassefort motdepassefacile motdepassemotdepasse
nouveaumotdepasse changezmoi changermoi changemoi bonjour bonjourbonjour bonjourlemonde bonjourtoutlemonde
jetaime jetaimebebe jetaimemonamour monamour moncoeur mapuce doudou chouchou soleil soleilsoleil
azerty azertyuiop azertyuiopqs azertyazerty azertyuiopqsdfgh azertyuiopqsdfghjklm qsdfghjklm wxcvbn
azerqsdf azeqsd azeqsdwxc aqwzsxedc azsxdcfv aqwzsxedcrfv
password passwordpassword mypassword thispassword passw0rd passwordone letmein letmeinplease welcome welcomehome
welcomewelcome iloveyou iloveyouforever iloveyoubaby sunshine princess football baseball superman batman starwars
dragondragon monkeymonkey trustno trustnoone whatever michaeljordan administrator administrateur admin adminadmin
administratoradmin root rootroot toortoor superuser superadmin administration
qwerty qwertyuiop qwertyqwerty qwertyuiopasdf qwertyuiopasdfghjkl asdfghjkl zxcvbnm qazwsxedc qazwsxedcrfv
1qaz2wsx3edc 1q2w3e4r5t6y 1q2w3e4r5t 1a2z3e4r5t6y 1a2z3e4r 123qweasdzxc 123azeqsdwxc abcdefghijkl abcdefghijklm
abcdefghijklmnop abcdefghijklmnopqrstuvwxyz abcd1234abcd abc123abc123 123456789012 1234567890123 012345678901
01234567890123456789 12345678901234567890 1234567891011 123123123123 111222333444 112233445566 121212121212
987654321098 0987654321 098765432109 147258369147 159357159357 789456123789 789456123 741852963741 123321123321
france francefrance vivelafrance alleslesbleus allezlesbleus allezlom allezparis parissaintgermain psgpsgpsg
olympiquedemarseille olympiquelyonnais racingclubdelens losclille marseille liberteegalitefraternite
liberteegalite tourdefrance champion championdumonde zinedinezidane
association associations monassociation benevole benevoles benevolat solidarite solidaire solidaires cooperation
cooperative collectif ensemble ensembleensemble economiesociale economiesocialeetsolidaire economiesolidaire
developpement territoire entreprise entrepriseadaptee insertion emploi travail bureau secretaire secretariat
presidente president tresorier tresoriere direction directeur directrice comptabilite accueil accueilaccueil
lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier septembre octobre novembre decembre printemps
automne hiver vacances noel joyeuxnoel bonneannee anniversaire chocolat chocolatchocolat camembert fromage
papamaman mamanpapa mamanmaman papapapa famille mafamille mesenfants enfants nicolas nicolasnicolas stephanie
christophe alexandre sebastien frederic caroline isabelle catherine dominique philippe veronique
correcthorsebatterystaple correcthorse horsebatterystaple ceciestunmotdepasse jenaipasdemotdepasse
motdepasseoublie oublie provisoire temporaire motdepasseprovisoire motdepassetemporaire defaut pardefaut
testtesttest testtest utilisateur identifiant connexion internet ordinateur informatique wordpress
fanal fanalfanal lanterne phare lighthouse`
		.split(/\s+/)
		.filter(Boolean)
);
